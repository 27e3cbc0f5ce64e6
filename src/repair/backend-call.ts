import type {TokenRequest} from '../contract.js';
import type {CallOptions, Settings} from './settings.js';

export interface SendOptions extends CallOptions {
  /** A POST's body. Without one the request is a GET. */
  readonly body?: string;
  /** Whether the request goes on when the page goes away meanwhile. */
  readonly keepalive?: boolean;
}

/** Sends one request to an address of the host's backend, which may be relative to the page. */
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

/** Requests a token once, through the host's own client or else by POST. The engine reads the answer and repeats. */
export async function callForToken(request: TokenRequest, settings: Settings, options: CallOptions): Promise<unknown> {
  const {fetchToken, tokenUrl} = settings;
  if (fetchToken) return fetchToken(request, options);
  return send(tokenUrl!, settings, {...options, body: JSON.stringify(request)});
}
