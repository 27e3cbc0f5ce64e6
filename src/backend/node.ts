import type {IncomingMessage, ServerResponse} from 'node:http';
import {getRequestListener} from '@hono/node-server';
import type {RepairBackend} from './options.js';
import {markReserialised} from './request-body.js';

/** The request of a framework: Express sets `originalUrl` and `body`, and other servers can set all members. */
interface FrameworkRequest extends Pick<IncomingMessage, 'url' | 'readableEnded'> {
  /** The path and the query that the client sent, if the framework has removed the mount path from `url`. */
  readonly originalUrl?: unknown;
  /** The parsed body. */
  readonly body?: unknown;
  /** The bytes of the body. */
  readonly rawBody?: unknown;
}

/**
 * Converts the backend to a listener for `node:http` and for frameworks that build on it, such as Express, Connect, Fastify
 * and Koa. A body that a parser has already read is taken from `request.rawBody` or `request.body`. Webhooks need the bytes:
 * mount the listener before body parsers, or keep them in `request.rawBody`. The global `Request` and `Response` are not
 * replaced.
 */
export function toNodeListener(backend: RepairBackend): (request: IncomingMessage, response: ServerResponse) => void {
  const listener = getRequestListener((request, {incoming}) => backend.fetch(restore(request, incoming)), {
    overrideGlobalObjects: false,
  });
  // The listener handles its own errors, so its promise is ignored.
  return (request, response) => void listener(request, response);
}

/** Returns a request with the URL and the body that the client sent. */
function restore(request: Request, incoming: FrameworkRequest): Request {
  const {method, headers, signal} = request;
  const url = originalUrl(request, incoming);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  if (hasBody && incoming.readableEnded) {
    const {body, isExact} = readBody(incoming);
    const restored = new Request(url, {method, headers, signal, body});
    return isExact ? restored : markReserialised(restored);
  }
  if (url === request.url) return request;
  // Node requires `duplex` for a stream. The types of browsers do not have it.
  const options = {method, headers, signal, ...(hasBody && {body: request.body, duplex: 'half'})};
  return new Request(url, options);
}

/** Vendors sign the URL that they call, so the mount path is needed. */
function originalUrl(request: Request, {url, originalUrl: original}: FrameworkRequest): string {
  if (typeof original !== 'string' || original === url || !original.startsWith('/')) return request.url;
  return new URL(request.url).origin + original;
}

/** Returns the body that a parser has read, and whether it has the bytes that the client sent. */
function readBody({body, rawBody}: FrameworkRequest): {body: string | Uint8Array<ArrayBuffer>; isExact: boolean} {
  for (const exact of [rawBody, body]) {
    if (exact instanceof Uint8Array) return {body: new Uint8Array(exact), isExact: true};
  }
  if (typeof body === 'string') return {body, isExact: true};
  return {body: body === undefined ? '' : JSON.stringify(body), isExact: false};
}
