/** When a vendor retries a delivery. */
export interface RetrySchedule {
  /** The timeout of an attempt, in seconds of real time. */
  readonly timeoutSeconds: number;
  /** The delay before each retry, in seconds of the sandbox's clock. There are no further retries. */
  readonly delays: readonly number[];
  /** Which HTTP statuses count as a success. All 2xx by default. */
  readonly accepts?: (status: number) => boolean;
}

/** The inputs of a signature and its headers. */
export interface SigningContext {
  readonly url: string;
  readonly body: string;
  /** The vendor's present secret. Empty when the vendor shares no secret. */
  readonly secret: string;
  /** Real time, not the sandbox's clock, because the receiver compares it with its own clock. */
  readonly now: Date;
  /** Real time of the first attempt, for vendors that do not re-sign retries. */
  readonly firstAt: Date;
  /** The number of earlier attempts. */
  readonly attempt: number;
  /** Why the previous attempt failed, such as `HTTP 500`. Null for the first attempt. */
  readonly lastFailure: string | null;
}

/** A webhook that a stand-in sends. */
export interface WebhookMessage {
  /** The vendor's name of the event, for the control page. */
  readonly event: string;
  /** The body as JSON. */
  readonly body: string;
  /** The target, when it differs from the vendor's webhook URL. */
  readonly url?: string;
  /** Returns the headers of one attempt, beside the content type. Called for each attempt. */
  sign(context: SigningContext): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  readonly retry: RetrySchedule;
}

/** The result of one attempt. */
export interface Attempt {
  /** Milliseconds since the epoch, on the sandbox's clock. */
  readonly at: number;
  /** The HTTP status of the receiver. Null when there was no response. */
  readonly status: number | null;
  /** Why there was no response. */
  readonly error: string | null;
  readonly accepted: boolean;
}

/** The inputs of an attempt, beside the message. Times are milliseconds since the epoch. */
export interface DeliveryTarget {
  readonly url: string;
  readonly secret: string;
  /** On the sandbox's clock. */
  readonly at: number;
  /** Real time. */
  readonly realNow: number;
  readonly firstAt: number;
  /** The number of earlier attempts. */
  readonly count: number;
  readonly previous: Attempt | undefined;
}

/** POSTs a message once. Never throws: a failure is part of the result. */
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
      // Redirects are not followed, because webhooks go to the configured URL only.
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

/** The message of a fetch error does not say why the request failed. Its cause does. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
