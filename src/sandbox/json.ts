/** Narrows to a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON value as an object; an empty object for any other type. */
export function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/** A JSON value as text; the empty string for any other type. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
