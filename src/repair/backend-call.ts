import type {CompletionRequest, StatusRequest, TokenRequest} from '../contract.js';
import type {CallOptions, Settings} from './settings.js';

/** Above this length browsers refuse a `keepalive` request; in UTF-16 units of at most three bytes. */
const KEEPALIVE_LIMIT = (64 * 1024) / 3;

/** A question to the host's backend. */
export type Question =
  | {readonly kind: 'token'; readonly request: TokenRequest}
  | {readonly kind: 'completion'; readonly request: CompletionRequest}
  | {readonly kind: 'status'; readonly request: StatusRequest};

/** Asks the host's backend once. */
export type BackendCall = (question: Question, settings: Settings, options: CallOptions) => Promise<unknown>;

/**
 * Asks through the host's own client, or else by `fetch`: the status with GET, everything else with POST. It neither
 * repeats the call nor reads the answer, because the engine does both.
 */
export const callBackend: BackendCall = async (question, settings, options) => {
  const {tokenUrl, completeUrl, statusUrl, fetchToken, completeRepair, fetchStatus} = settings;
  switch (question.kind) {
    case 'token':
      return fetchToken ? fetchToken(question.request, options) : post(tokenUrl!, question, settings, options);
    case 'completion':
      return completeRepair
        ? completeRepair(question.request, options)
        : post(completeUrl!, question, settings, options);
    case 'status': {
      if (fetchStatus) return fetchStatus(question.request, options);
      const url = new URL(statusUrl!, document.baseURI);
      for (const [name, value] of Object.entries(question.request)) url.searchParams.set(name, String(value));
      return send(url, {method: 'GET'}, settings, options);
    }
  }
};

function post(address: string, {kind, request}: Question, settings: Settings, options: CallOptions): Promise<Response> {
  const body = JSON.stringify(request);
  // A completion is sent even if the page goes away meanwhile.
  const keepalive = kind === 'completion' && body.length < KEEPALIVE_LIMIT;
  return send(new URL(address, document.baseURI), {method: 'POST', body, keepalive}, settings, options);
}

async function send(
  url: URL,
  init: RequestInit,
  {credentials, headers}: Settings,
  {signal}: CallOptions,
): Promise<Response> {
  return fetch(url, {
    ...init,
    signal,
    credentials,
    cache: 'no-store',
    headers: {
      accept: 'application/json',
      ...(init.body && {'content-type': 'application/json'}),
      ...(typeof headers === 'function' ? await headers() : headers),
    },
  });
}
