import {readFileSync} from 'node:fs';
import type {Hono} from 'hono';
import {html} from 'hono/html';

const baseCss = readFileSync(new URL('./base.css', import.meta.url), 'utf8');

type Html = ReturnType<typeof html>;

/** A page of the sandbox. Paths are relative to the page's origin. */
export interface Page {
  readonly title: string;
  /** The class of the body, which selects the layout. */
  readonly kind: string;
  /** Selects the colours of a bank. */
  readonly brand?: string;
  readonly styles?: readonly string[];
  readonly scripts?: readonly string[];
  readonly body: Html;
}

/** Renders a page. Values are escaped. The page has no inline scripts or styles. */
export function renderPage(page: Page): Html {
  const {title, kind, brand = '', styles = [], scripts = [], body} = page;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${['/assets/base.css', ...styles].map(href => html`<link rel="stylesheet" href="${href}" />`)}
        ${scripts.map(src => html`<script type="module" src="${src}"></script>`)}
      </head>
      <body class="${kind}" data-brand="${brand}">
        ${body}
      </body>
    </html>`;
}

/**
 * The headers of every page.
 * @param framing `*` for widgets, which any page may frame; `'none'` for all other pages
 */
export function pageHeaders(framing: "'none'" | '*'): Record<string, string> {
  return {
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
      `form-action 'self'; base-uri 'none'; frame-ancestors ${framing}`,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}

/** Serves the base style sheet and the given assets under /assets. The contents are by file name. */
export function serveAssets(app: Hono, assets: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries({'base.css': baseCss, ...assets})) {
    const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    app.get(`/assets/${name}`, c =>
      c.body(content, 200, {
        'Content-Type': `${type}; charset=utf-8`,
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      }),
    );
  }
}
