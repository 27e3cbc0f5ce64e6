import type {TokenRequest} from '../contract.js';
import type {CallOptions, Settings} from './settings.js';

export interface SendOptions extends CallOptions {
  /** The body of a POST. Without it the request is a GET. */
  readonly body?: string;
  /** Whether the request continues after the page has been closed. */
  readonly keepalive?: boolean;
}

/** Sends one request to the host's backend. The address may be relative to the page. */
export async function send(address: string | URL, settings: Settings, options: SendOptions): Promise<Response> {
  const {credentials, headers} = settings;
  const {body} = options;
  return fetch(new URL(address, document.baseURI), {
    ...options,
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
  return send(tokenUrl!, settings, {...options, body: JSON.stringify(request)});
}
