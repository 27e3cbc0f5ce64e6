import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';
import type {Provider, Stage} from './stage.js';

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));

/** A page of the site. */
export interface SitePage {
  html: string;
  headers?: Readonly<Record<string, string>>;
}

/** A static web site of a host: pages, the build under `/dist`, and the demo's backend under `/api/bank`. */
export interface Site {
  /** Without a trailing slash. */
  url: string;
  /** The requested paths under `/dist`, with their queries, in order. */
  asked: string[];
  /** Answers every request for a path of `/dist` with a 500, with any query, until `stopFailing()`. */
  fail(path: string): void;
  stopFailing(): void;
  close(): Promise<void>;
}

/** One element with its attributes, in a `[data-provider]` as in the demo. */
export function tagFor(provider: Provider, stage: Stage, attributes = ''): string {
  return `<div data-provider="${provider}"><bank-reconnect provider="${provider}" connection-id="conn_${provider}"
    institution-name="Test Bank" token-url="/api/bank/token" complete-url="/api/bank/complete"
    status-url="/api/bank/status" sandbox-url="${stage.sandboxUrl}" ${attributes}></bank-reconnect></div>`;
}

/** Starts a site with the connections of the stage. The caller closes it. */
export async function startSite(stage: Stage, pages: Readonly<Record<string, SitePage>>): Promise<Site> {
  const asked: string[] = [];
  const failing = new Set<string>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const {pathname, search} = new URL(request.url ?? '/', 'http://localhost');
    const page = pages[pathname];
    if (page) {
      response.writeHead(200, {'content-type': 'text/html; charset=utf-8', ...page.headers}).end(page.html);
    } else if (pathname.startsWith('/dist/')) {
      asked.push(pathname + search);
      if (failing.has(pathname)) response.writeHead(500).end();
      else response.writeHead(200, {'content-type': 'text/javascript'}).end(await readFile(dist + pathname.slice(5)));
    } else if (pathname.startsWith('/api/bank/')) {
      await handOn(request, response);
    } else {
      response.writeHead(404).end();
    }
  }

  /** Forwards a request to the demo with the demo's own origin. */
  async function handOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const {method = 'GET', url = '/'} = request;
    const answer = await fetch(stage.url + url, {
      method,
      headers: {'content-type': request.headers['content-type'] ?? 'text/plain', origin: stage.url},
      ...(method !== 'GET' && {body: Buffer.concat(chunks)}),
    });
    response.writeHead(answer.status, {'content-type': answer.headers.get('content-type') ?? 'text/plain'});
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    asked,
    fail: path => void failing.add(path),
    stopFailing: () => failing.clear(),
    async close() {
      await new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}
