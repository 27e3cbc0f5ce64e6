import {createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {text} from 'node:stream/consumers';
import type {TestContext} from 'node:test';
import type {Json} from './support.js';

/** A webhook as it came in. */
export interface Received {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The raw body. */
  readonly body: string;
  readonly json: Json;
}

export interface Receiver {
  /** Where webhooks are taken. */
  readonly url: string;
  /** What has come in so far. */
  readonly received: readonly Received[];
  /** The answers to come, in order; when they are used up, 200. */
  readonly answers: number[];
  /** Resolves with the first so many requests, as soon as they are there. */
  first(count: number): Promise<readonly Received[]>;
}

/** A host's webhook endpoint on a free port, closed when the test ends. */
export async function receiverFor(t: TestContext): Promise<Receiver> {
  const received: Received[] = [];
  const answers: number[] = [];
  const waiting: {count: number; resolve: () => void}[] = [];
  let url = '';
  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const status = answers.shift() ?? 200;
    received.push({url, headers: request.headers, body, json: JSON.parse(body) as Json});
    response.writeHead(status, status === 302 ? {Location: `${url}/elsewhere`} : {}).end();
    for (const {count, resolve} of waiting) if (received.length >= count) resolve();
  }
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks?from=sandbox`;
  return {
    url,
    received,
    answers,
    async first(count) {
      await new Promise<void>(resolve => {
        if (received.length >= count) resolve();
        else waiting.push({count, resolve});
      });
      return received.slice(0, count);
    },
  };
}
