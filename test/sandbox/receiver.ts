import {createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {text} from 'node:stream/consumers';
import type {TestContext} from 'node:test';
import type {Json} from './support.js';

/** A received webhook. */
export interface Received {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The raw body. */
  readonly body: string;
  readonly json: Json;
}

export interface Receiver {
  /** The URL of the receiver. */
  readonly url: string;
  /** The received webhooks. */
  readonly received: readonly Received[];
  /** The statuses of the next responses, in order. 200 after the last one. */
  readonly answers: number[];
  /** Resolves with the first requests, once the given number has arrived. */
  first(count: number): Promise<readonly Received[]>;
}

/** A host's webhook endpoint on a free port. Closed at the end of the test. */
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
