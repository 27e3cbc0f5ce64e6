import type {ErrorCode, VendorError} from '../contract.js';

/** The vendor's error; any member may be unknown. */
type VendorDetails = {[K in keyof VendorError]: VendorError[K] | undefined};

/** The error codes that a backend returns. */
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

/** The default HTTP status and the title of each code. */
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

/** The meaning of a vendor's error. */
export interface ProblemMeaning {
  code: ProblemCode;
  /** The HTTP status of the answer; default: that of the code. */
  status?: number;
}

/** A mistake in the host's configuration that a vendor reports; 500, so that the element does not retry. */
export const misconfigured: ProblemMeaning = {code: 'invalid-configuration', status: 500};

export interface ProblemOptions {
  /** HTTP status; default: the code's status. */
  status?: number;
  /** For the page's developer. Part of the response; must not quote a value. */
  detail?: string;
  /** For the backend's developer. Only logged; must not quote a value. */
  note?: string;
  /** What the backend's developer can do. Only logged. */
  remedy?: string;
  /** Seconds after which a retry makes sense. */
  retryAfter?: number | undefined;
  vendor?: VendorDetails;
  headers?: Readonly<Record<string, string>>;
}

/** An error that is sent to the page as problem details (RFC 9457). */
export class RepairProblem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly detail: string | undefined;
  readonly note: string | undefined;
  readonly remedy: string | undefined;
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
    this.remedy = options.remedy;
    this.retryAfter = options.retryAfter;
    this.vendor = options.vendor;
    this.headers = options.headers ?? {};
  }

  /** The `application/problem+json` response; members without a value are left out. */
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

/** Codes of temporary failures, which say nothing about the connection. */
const transientCodes: ReadonlySet<ErrorCode> = new Set(['backend-unavailable', 'rate-limited']);

/** Whether an error is temporary and says nothing about the connection. */
export const isTransient = (error: unknown): error is RepairProblem =>
  error instanceof RepairProblem && transientCodes.has(error.code);
