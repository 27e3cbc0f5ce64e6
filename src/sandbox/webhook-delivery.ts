/** When a vendor tries again. */
export interface RetrySchedule {
  /** How long it waits for an answer, in seconds of real time. */
  readonly timeoutSeconds: number;
  /** How long it waits before each further attempt, in seconds of the sandbox's clock; after the last it gives up. */
  readonly delays: readonly number[];
  /** Which answers it takes for a success; any 2xx by default. */
  readonly accepts?: (status: number) => boolean;
}

/** What a signature may be made over, and what its headers may tell. */
export interface SigningContext {
  readonly url: string;
  readonly body: string;
  /** The vendor's present secret; empty for one that shares none. */
  readonly secret: string;
  /** Real time, however far the sandbox's clock has been moved: the receiver's has not. */
  readonly now: Date;
  /** Real time of the first attempt, for vendors that sign once. */
  readonly firstAt: Date;
  /** How many attempts were made before; 0 at the first. */
  readonly attempt: number;
  /** Why the attempt before did not succeed, such as `HTTP 500`; null at the first. */
  readonly lastFailure: string | null;
}

/** A webhook as a stand-in sends it. */
export interface WebhookMessage {
  /** The vendor's word for what happened, for the developer. */
  readonly event: string;
  /** The JSON text as it goes over the wire. */
  readonly body: string;
  /** Where to, if not where the vendor's webhooks go in general. */
  readonly url?: string;
  /** Headers of one attempt, beside the content type; called for each anew. */
  sign(context: SigningContext): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  readonly retry: RetrySchedule;
}

/** What came of one attempt. */
export interface Attempt {
  /** Milliseconds since the epoch, on the sandbox's clock. */
  readonly at: number;
  /** The receiver's answer; null when there was none. */
  readonly status: number | null;
  /** Why there was none. */
  readonly error: string | null;
  readonly accepted: boolean;
}

/** What an attempt needs beside the message. Times are milliseconds since the epoch. */
export interface DeliveryTarget {
  readonly url: string;
  readonly secret: string;
  /** On the sandbox's clock. */
  readonly at: number;
  /** Real time. */
  readonly realNow: number;
  readonly firstAt: number;
  /** How many attempts were made before. */
  readonly count: number;
  readonly previous: Attempt | undefined;
}

/** POSTs a message once. Never throws: what goes wrong is the attempt's outcome. */
export async function deliver(message: WebhookMessage, target: DeliveryTarget, signal: AbortSignal): Promise<Attempt> {
  const {body, retry} = message;
  const {url, secret, at, realNow, firstAt, count, previous} = target;
  try {
    const lastFailure = previous ? (previous.error ?? `HTTP ${previous.status}`) : null;
    const context = {
      url,
      body,
      secret,
      now: new Date(realNow),
      firstAt: new Date(firstAt),
      attempt: count,
      lastFailure,
    };
    const response = await fetch(url, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', ...(await message.sign(context))},
      body,
      // What the receiver points to is not where the developer has sent it.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(retry.timeoutSeconds * 1000)]),
    });
    await response.body?.cancel();
    const {status} = response;
    const accepted = retry.accepts ? retry.accepts(status) : status >= 200 && status < 300;
    return {at, status, error: null, accepted};
  } catch (error) {
    return {at, status: null, error: explain(error), accepted: false};
  }
}

/** fetch() says only that it failed; why is in the cause. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
