import type {FetchToken} from 'bank-reconnect';

/** The session of the signed-in person. The element sends the headers with its calls, too. */
export const headers = {authorization: 'Bearer session-of-ada'};

/** Requests the token with the application's own client, instead of `token-url`. */
export const fetchToken: FetchToken = (request, {signal}) =>
  fetch('/api/bank/token/', {
    method: 'POST',
    headers: {...headers, 'content-type': 'application/json'},
    body: JSON.stringify(request),
    signal,
  });
