import {readFileSync} from 'node:fs';
import type {Hono} from 'hono';
import {html} from 'hono/html';

const baseCss = readFileSync(new URL('./base.css', import.meta.url), 'utf8');

type Html = ReturnType<typeof html>;

/** What a page of the sandbox is made of. Paths are on the page's own origin. */
export interface Page {
  readonly title: string;
  /** Class of the body; selects the page's layout. */
  readonly kind: string;
  /** Selects a bank's colours. */
  readonly brand?: string;
  readonly styles?: readonly string[];
  readonly scripts?: readonly string[];
  readonly body: Html;
}

/** Renders a page; everything in it is escaped, and it has neither inline script nor inline style. */
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
 * The headers every page gets.
 * @param framing who may put the page into a frame: `*` for widgets, `'none'` for the rest
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

/** Serves the base style sheet and the given texts under /assets. */
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
