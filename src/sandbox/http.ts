import {isRecord} from './json.js';

/** The JSON object in a request's body. Null when the content type is not JSON or the body is not a JSON object. */
export async function bodyOf(request: Request): Promise<Record<string, unknown> | null> {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(request.headers.get('content-type') ?? '')) return null;
  const body: unknown = await request.json().catch(() => null);
  return isRecord(body) ? body : null;
}
