import type {ErrorCode, VendorError} from '../contract.js';

/** A vendor's details of a failure. Any of them may be unknown. */
type VendorDetails = {[K in keyof VendorError]: VendorError[K] | undefined};

/** The error codes of the contract that a backend can answer with. */
export type ProblemCode = Extract<
  ErrorCode,
  | 'invalid-configuration'
  | 'unknown-provider'
  | 'unauthorized'
  | 'connection-not-found'
  | 'not-repairable'
  | 'not-ready'
  | 'rate-limited'
  | 'backend-unavailable'
  | 'institution-unavailable'
  | 'completion-failed'
>;

/** The usual HTTP status and the title of each code. */
const problems: Readonly<Record<ProblemCode, {status: number; title: string}>> = {
  'invalid-configuration': {status: 400, title: 'The request or the configuration of the backend is not valid.'},
  'unknown-provider': {status: 500, title: 'The provider of this connection is not configured.'},
  unauthorized: {status: 403, title: 'This request is not allowed.'},
  'connection-not-found': {status: 404, title: 'There is no such connection.'},
  'not-repairable': {status: 409, title: 'This connection cannot be repaired.'},
  'not-ready': {status: 503, title: 'The connection is not ready yet.'},
  'rate-limited': {status: 429, title: 'Too many requests.'},
  'backend-unavailable': {status: 502, title: 'The service is not available at the moment.'},
  'institution-unavailable': {status: 503, title: 'The institution is not available at the moment.'},
  'completion-failed': {status: 500, title: 'The repair could not be completed.'},
};

export interface ProblemOptions {
  /** HTTP status, if the code's usual one does not fit. */
  status?: number;
  /** An explanation for the developer of the calling page. It is part of the answer and quotes no value. */
  detail?: string;
  /** An explanation for the developer of the host's backend. It goes only to the log and quotes no value. */
  note?: string;
  /** Seconds after which the request may be repeated. */
  retryAfter?: number | undefined;
  vendor?: VendorDetails;
  headers?: Readonly<Record<string, string>>;
}

/** A failure that is answered as problem details (RFC 9457). Any part of the kit throws it. */
export class RepairProblem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly detail: string | undefined;
  readonly note: string | undefined;
  readonly retryAfter: number | undefined;
  readonly vendor: VendorDetails | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(problems[code].title);
    this.name = 'RepairProblem';
    this.code = code;
    this.status = options.status ?? problems[code].status;
    this.detail = options.detail;
    this.note = options.note;
    this.retryAfter = options.retryAfter;
    this.vendor = options.vendor;
    this.headers = options.headers ?? {};
  }

  /** The `application/problem+json` answer; a member without a value is left out. */
  toResponse(): Response {
    const body = {
      type: `urn:bank-reconnect:problem:${this.code}`,
      title: this.message,
      status: this.status,
      detail: this.detail,
      code: this.code,
      retryAfter: this.retryAfter,
      vendor: this.vendor,
    };
    const headers = new Headers({...this.headers, 'content-type': 'application/problem+json'});
    if (this.retryAfter !== undefined) headers.set('retry-after', String(this.retryAfter));
    return new Response(JSON.stringify(body), {status: this.status, headers});
  }
}

/** Codes that only mean that the vendor did not answer this time. They say nothing about the connection. */
const TRANSIENT: ReadonlySet<ErrorCode> = new Set(['backend-unavailable', 'rate-limited']);

/** Whether an error only means that the vendor did not answer this time. */
export const isTransient = (error: unknown): error is RepairProblem =>
  error instanceof RepairProblem && TRANSIENT.has(error.code);
