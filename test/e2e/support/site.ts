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

/** A host's plain web site: pages, our build under `/dist`, and the demo's backend under `/api/bank`. */
export interface Site {
  /** Without a trailing slash. */
  url: string;
  /** What was asked for under `/dist`, with its query, in order. */
  asked: string[];
  /** Answers every request for a path of `/dist` with a 500, whatever its query, until it is told to stop. */
  fail(path: string): void;
  stopFailing(): void;
  close(): Promise<void>;
}

/** One element with its settings, in a `[data-provider]` as the demo has it. */
export function tagFor(provider: Provider, stage: Stage, attributes = ''): string {
  return `<div data-provider="${provider}"><bank-reconnect provider="${provider}" connection-id="conn_${provider}"
    institution-name="Test Bank" token-url="/api/bank/token" complete-url="/api/bank/complete"
    status-url="/api/bank/status" sandbox-url="${stage.sandboxUrl}" ${attributes}></bank-reconnect></div>`;
}

/** Starts a site whose connections are the stage's; whoever starts it closes it. */
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

  /** To the demo, which takes it for a request of its own page. */
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
