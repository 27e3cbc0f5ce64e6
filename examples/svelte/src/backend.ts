import type {FetchToken} from 'bank-reconnect';

/** A bank connection of the person. */
export interface Connection {
  id: string;
  provider: string;
  institutionName: string;
}

/** What the backend knows about the person. `sandboxUrl` is for development only. */
export interface Overview {
  connections: Connection[];
  sandboxUrl: string;
}

/** The session of the signed-in person. The element sends the headers with its calls, too. */
export const headers = {authorization: 'Bearer session-of-ada'};

export async function fetchOverview(): Promise<Overview> {
  const response = await fetch('/api/connections', {headers});
  return (await response.json()) as Overview;
}

/** Requests the token with the application's own client, instead of `token-url`. */
export const fetchToken: FetchToken = (request, {signal}) =>
  fetch('/api/bank/token', {
    method: 'POST',
    headers: {...headers, 'content-type': 'application/json'},
    body: JSON.stringify(request),
    signal,
  });
