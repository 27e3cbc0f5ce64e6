import {isRecord} from './json.js';

/** The JSON object in a request's body, or null when the content type or the body is something else. */
export async function bodyOf(request: Request): Promise<Record<string, unknown> | null> {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(request.headers.get('content-type') ?? '')) return null;
  const body: unknown = await request.json().catch(() => null);
  return isRecord(body) ? body : null;
}
