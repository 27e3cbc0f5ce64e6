import {randomUUID} from 'node:crypto';

/** The body of an error. Meld documents the statuses; the shape is not verified, so nothing should rely on it. */
export function errorBody(code: string, message: string): Record<string, unknown> {
  return {code, message, errors: [], requestId: randomUUID()};
}
