import {recordOf} from '../../../../sandbox/json.js';

/** Calls another vendor's stand-in or the control API, with JSON. */
export async function callJson(
  method: string,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{status: number; json: Record<string, unknown>}> {
  const response = await fetch(url, {
    method,
    headers: {...(body !== undefined && {'Content-Type': 'application/json'}), ...headers},
    ...(body !== undefined && {body: JSON.stringify(body)}),
  });
  const json: unknown = await response.json().catch(() => null);
  return {status: response.status, json: recordOf(json)};
}
