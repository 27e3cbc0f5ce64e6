/** Time limit of a call, in milliseconds. */
const timeout = 15_000;

/** A failed JSON call. The message has the URL and the vendor's code, and no secret. */
export class CallError extends Error {
  override name = 'CallError';
}

/**
 * Calls a JSON API.
 *
 * @throws {CallError} if there is no answer, or an answer with an error status
 */
export async function callJson<Answer>(
  url: string,
  {method, headers, body}: {method?: string; headers?: Record<string, string>; body?: unknown} = {},
): Promise<Answer> {
  const init: RequestInit = {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {accept: 'application/json', ...(body !== undefined && {'content-type': 'application/json'}), ...headers},
    signal: AbortSignal.timeout(timeout),
    ...(body !== undefined && {body: JSON.stringify(body)}),
  };
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    throw new CallError(`No answer from ${url}.`, {cause});
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new CallError(`${url} answered ${response.status} ${errorCode(answer)}`.trim());
  return answer as Answer;
}

/** Plaid's `error_code`. Other vendors' errors are identified by their HTTP status. */
function errorCode(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null || !('error_code' in answer)) return '';
  return String(answer.error_code);
}

/** The `Authorization` header of HTTP Basic. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
