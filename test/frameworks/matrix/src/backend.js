/** The session of the signed-in person. The backend refuses a request without it. */
export const headers = {authorization: 'Bearer session-of-ada'};

/** Requests the token with the application's own client. No page sets `token-url`. */
export const fetchToken = (request, {signal}) =>
  fetch('/api/bank/token', {
    method: 'POST',
    headers: {...headers, 'content-type': 'application/json'},
    body: JSON.stringify(request),
    signal,
  });
