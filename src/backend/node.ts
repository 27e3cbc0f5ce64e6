import type {IncomingMessage, ServerResponse} from 'node:http';
import {getRequestListener} from '@hono/node-server';
import type {RepairBackend} from './options.js';
import {markReserialised} from './request-body.js';

/** The request of a framework: Express sets these members, and others can. */
type FrameworkRequest = IncomingMessage & {
  /** The parsed body. */
  readonly body?: unknown;
  /** The bytes of the body. */
  readonly rawBody?: unknown;
};

/**
 * Converts the backend to a listener for `node:http` and for frameworks that build on it, such as Express, Connect, Fastify
 * and Koa. A body that a parser has already read is taken from `request.rawBody` or `request.body`. Webhooks need the bytes:
 * mount the listener before body parsers, or keep them in `request.rawBody`. The global `Request` and `Response` are not
 * replaced.
 */
export function toNodeListener(backend: RepairBackend): (request: IncomingMessage, response: ServerResponse) => void {
  const listener = getRequestListener(
    (request, {incoming}) => backend.fetch(withParsedBody(request, incoming as FrameworkRequest)),
    {overrideGlobalObjects: false},
  );
  // The listener handles its own errors, so its promise is ignored.
  return (request, response) => void listener(request, response);
}

/** Returns the request with the body that a parser has read from it, or unchanged if its body is unread. */
function withParsedBody(request: Request, {readableEnded, body, rawBody}: FrameworkRequest): Request {
  if (!readableEnded || request.method === 'GET' || request.method === 'HEAD') return request;
  const {url, method, headers, signal} = request;
  const withBody = (text: string | Uint8Array<ArrayBuffer>) => new Request(url, {method, headers, signal, body: text});
  if (rawBody instanceof Uint8Array) return withBody(new Uint8Array(rawBody));
  if (body instanceof Uint8Array) return withBody(new Uint8Array(body));
  if (typeof body === 'string') return withBody(body);
  return markReserialised(withBody(body === undefined ? '' : JSON.stringify(body)));
}
