import {randomUUID} from 'node:crypto';
import type {ContentfulStatusCode} from 'hono/utils/http-status';

/** A request id in Plaid's form. */
export const newRequestId = (): string => randomUUID().replaceAll('-', '').slice(0, 15);

/** An error in Plaid's shape; thrown by a call, it becomes the answer. */
export class PlaidError extends Error {
  readonly type: string;
  readonly code: string;
  readonly displayMessage: string | null;
  readonly httpStatus: ContentfulStatusCode;

  constructor(
    type: string,
    code: string,
    message: string,
    options: {display?: string; httpStatus?: ContentfulStatusCode} = {},
  ) {
    super(message);
    this.type = type;
    this.code = code;
    this.displayMessage = options.display ?? null;
    // Plaid answers 400 to nearly everything the caller did wrong; what went wrong is in the code.
    this.httpStatus = options.httpStatus ?? 400;
  }

  /** The body of an API answer. */
  body(requestId: string): Record<string, unknown> {
    return {
      ...this.linkError(),
      documentation_url: documentationUrl(this.type),
      request_id: requestId,
      suggested_action: null,
    };
  }

  /** The error as Link passes it to onExit. */
  linkError(): Record<string, string | null> {
    return {
      error_type: this.type,
      error_code: this.code,
      error_message: this.message,
      display_message: this.displayMessage,
    };
  }
}

/** Where Plaid documents the errors of a type. */
export function documentationUrl(type: string): string {
  return `https://plaid.com/docs/errors/${type.toLowerCase().replaceAll('_', '-')}/`;
}

export const missingFields = (...names: string[]): PlaidError =>
  new PlaidError('INVALID_REQUEST', 'MISSING_FIELDS', `the following required fields are missing: ${names.join(', ')}`);

export const invalidField = (message: string): PlaidError =>
  new PlaidError('INVALID_REQUEST', 'INVALID_FIELD', message);

export const invalidInput = (code: string, message: string): PlaidError =>
  new PlaidError('INVALID_INPUT', code, message);
