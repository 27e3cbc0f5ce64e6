/** A provider's error, for the `errors` of a payload. */
export interface ProviderFailure {
  readonly code: string;
  readonly message: string;
  readonly type?: string;
  readonly displayMessage?: string | null;
  readonly requestId?: string;
  /** The HTTP status, as a string. */
  readonly status?: string;
}

/** An error of a provider. A mutation throws it, and the payload has it in `errors`. */
export class ProviderError extends Error {
  readonly failure: ProviderFailure;

  constructor(failure: ProviderFailure) {
    super(failure.message);
    this.failure = failure;
  }
}
