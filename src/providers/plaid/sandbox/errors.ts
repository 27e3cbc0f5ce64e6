import {randomUUID} from 'node:crypto';
import type {ContentfulStatusCode} from 'hono/utils/http-status';

/** A request id in Plaid's format. */
export const newRequestId = (): string => randomUUID().replaceAll('-', '').slice(0, 15);

/** An error in Plaid's format. A call throws it, and the API responds with it. */
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
    // Plaid responds with 400 to nearly all faulty requests. The code names the fault.
    this.httpStatus = options.httpStatus ?? 400;
  }

  /** The body of the API's response. */
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

/** The page of Plaid's documentation on a type of errors. */
export function documentationUrl(type: string): string {
  return `https://plaid.com/docs/errors/${type.toLowerCase().replaceAll('_', '-')}/`;
}

export const missingFields = (...names: string[]): PlaidError =>
  new PlaidError('INVALID_REQUEST', 'MISSING_FIELDS', `the following required fields are missing: ${names.join(', ')}`);

export const invalidField = (message: string): PlaidError =>
  new PlaidError('INVALID_REQUEST', 'INVALID_FIELD', message);

export const invalidInput = (code: string, message: string): PlaidError =>
  new PlaidError('INVALID_INPUT', code, message);
