import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import type {Provider, TestServers} from './test-servers.js';

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));

/** A page of the site. */
export interface SitePage {
  html: string;
  headers?: Readonly<Record<string, string>>;
}

/** One element with its attributes, in a `[data-provider]` as in the demo. */
export function tagFor(provider: Provider, servers: TestServers, attributes = ''): string {
  return `<div data-provider="${provider}"><bank-reconnect provider="${provider}" connection-id="conn_${provider}"
    institution-name="Test Bank" token-url="/api/bank/token" complete-url="/api/bank/complete"
    status-url="/api/bank/status" sandbox-url="${servers.sandboxUrl}" ${attributes}></bank-reconnect></div>`;
}

/** A page with the module script and one element for each of some providers. */
export const hostPageOf = (servers: TestServers, ...providers: readonly Provider[]): SitePage => ({
  html: `<!doctype html><html lang="en"><title>Host</title>
    <script type="module" src="/dist/bank-reconnect.js"></script>${providers.map(one => tagFor(one, servers)).join('')}`,
});

/** A static web site of a host: pages, and the build under `/dist`. */
export class Site {
  /** Without a trailing slash. */
  readonly url: string;
  /** The requested paths under `/dist`, with their queries, in order. */
  readonly asked: string[] = [];
  readonly #pages: Readonly<Record<string, SitePage>>;
  readonly #failing = new Set<string>();

  constructor(url: string, pages: Readonly<Record<string, SitePage>>) {
    this.url = url;
    this.#pages = pages;
  }

  /** Answers every request for a path of `/dist` with a 500, with any query, until `stopFailing()`. */
  fail(path: string): void {
    this.#failing.add(path);
  }

  stopFailing(): void {
    this.#failing.clear();
  }

  /** The response to a request; undefined if the path is not the site's. */
  async answer(request: Request): Promise<Response | undefined> {
    const {pathname, search} = new URL(request.url);
    const page = this.#pages[pathname];
    if (page) {
      return new Response(page.html, {headers: {'content-type': 'text/html; charset=utf-8', ...page.headers}});
    }
    if (!pathname.startsWith('/dist/')) return undefined;
    this.asked.push(pathname + search);
    // A window is used for several tests, and each must request all files.
    const headers = {'cache-control': 'no-store', 'content-type': 'text/javascript'};
    if (this.#failing.has(pathname)) return new Response(null, {status: 500, headers});
    return new Response(await readFile(dist + pathname.slice('/dist'.length), 'utf8'), {headers});
  }
}
