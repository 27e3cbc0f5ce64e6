/** Why a provider refused, in its own words; goes into a payload's `errors`. */
export interface ProviderFailure {
  readonly code: string;
  readonly message: string;
  readonly type?: string;
  readonly displayMessage?: string | null;
  readonly requestId?: string;
  /** The HTTP status, as text. */
  readonly status?: string;
}

/** A refusal of a provider; thrown while a mutation runs, it becomes the payload's `errors`. */
export class ProviderError extends Error {
  readonly failure: ProviderFailure;

  constructor(failure: ProviderFailure) {
    super(failure.message);
    this.failure = failure;
  }
}
