import type {TokenRequest} from '../contract.js';
import type {CallOptions, Settings} from './settings.js';

/** The length below which browsers accept a `keepalive` body of 64 KiB, in UTF-16 units of at most three bytes each. */
const KEEPALIVE_LIMIT = (64 * 1024) / 3;

export interface SendOptions extends CallOptions {
  /** The data of a POST. Without it the request is a GET. */
  readonly data?: object;
  /** Whether the request continues after the page has been closed, if its body is short enough. */
  readonly keepalive?: boolean;
}

/** Sends one request to the host's backend. The address may be relative to the page. */
export async function send(address: string | URL, settings: Settings, options: SendOptions): Promise<Response> {
  const {credentials, headers} = settings;
  const {signal, data, keepalive} = options;
  const body = data && serialise(data);
  return fetch(new URL(address, document.baseURI), {
    signal,
    ...(body && {body, keepalive: keepalive && body.length < KEEPALIVE_LIMIT}),
    method: body ? 'POST' : 'GET',
    credentials,
    cache: 'no-store',
    headers: {
      accept: 'application/json',
      ...(body && {'content-type': 'application/json'}),
      ...(typeof headers === 'function' ? await headers() : headers),
    },
  });
}

/** Requests a token once, with the host's `fetchToken` or else by POST. The engine reads the answer and retries. */
export async function callForToken(request: TokenRequest, settings: Settings, options: CallOptions): Promise<unknown> {
  const {fetchToken, tokenUrl} = settings;
  if (fetchToken) return fetchToken(request, options);
  return send(tokenUrl!, settings, {...options, data: request});
}

/**
 * Converts data to JSON. Calls no `toJSON` of arrays and plain objects: Prototype.js 1.6 and its like give every array one
 * that returns a text.
 */
const serialise = (data: object): string =>
  JSON.stringify(data, function (this: Record<string, unknown>, key, value: unknown) {
    const original = this[key];
    const isPlain = Array.isArray(original) || Object.getPrototypeOf(Object(original)) === Object.prototype;
    return isPlain ? original : value;
  });
