import {randomUUID} from 'node:crypto';

/** The body of an error. Meld documents the HTTP statuses. Unverified: the format of the body. */
export function errorBody(code: string, message: string): Record<string, unknown> {
  return {code, message, errors: [], requestId: randomUUID()};
}
