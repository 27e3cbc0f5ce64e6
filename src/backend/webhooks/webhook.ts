import type {ProviderContext} from '../provider-context.js';

/** A webhook as it came in. */
export interface WebhookRequest {
  /** The URL the vendor called, with `publicUrl` in place of what a proxy made of it. */
  readonly url: string;
  readonly headers: Headers;
  /** The raw body: signatures are over its bytes. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** What an event says of its connection. */
export type WebhookChange =
  /** A status in the vendor's own words, as good as one read from its API. */
  | {readonly kind: 'status'; readonly status: string; readonly statusReason: string | null}
  /**
   * Something that the vendor tells by webhook alone, such as a consent that will end: it stays the reason of a
   * healthy status until a repair completes or the vendor takes it back. `status` is the vendor's word for a healthy
   * connection, assumed where no status is known yet.
   */
  | {readonly kind: 'warning'; readonly status: string; readonly statusReason: string}
  /**
   * Something has changed, and the status has to be read at the vendor: for `LOGIN_REPAIRED`, and for what is not
   * signed. `clears` names the warnings that the vendor takes back with it.
   */
  | {readonly kind: 'read'; readonly clears?: readonly string[] | undefined}
  /** Nothing that concerns a repair. */
  | {readonly kind: 'none'};

/** One event of a delivery; a delivery may hold several. */
export interface WebhookEvent {
  /** The vendor's id of the event; without one it is not de-duplicated. */
  readonly id?: string | undefined;
  /** The vendor's word for it, for the log. */
  readonly type: string;
  /** The aggregator's id of the connection; without one the event changes nothing. */
  readonly providerConnectionId?: string | undefined;
  /** When it happened at the vendor, in milliseconds since the epoch; when it was received, where the vendor does not say. */
  readonly at: number;
  readonly change: WebhookChange;
  /** What else of the connection the event names, such as MX's user: enough to read the status without asking the host. */
  readonly connection?: Readonly<Record<string, unknown>> | undefined;
}

/** A provider's webhooks. */
export interface ProviderWebhooks {
  /** The reasons that a `warning` of its events may have, most urgent first; default: none. */
  readonly warnings?: readonly string[] | undefined;
  /** How long an event's id is remembered, in milliseconds: longer than the vendor retries. */
  readonly rememberIds: number;
  /** The HTTP status by which the vendor knows that a delivery has arrived; default 200. */
  readonly acknowledge?: 200 | 204 | undefined;
  /**
   * Checks who sent it, on the raw body, in constant time, before anything is read from it.
   *
   * @throws {RepairProblem} `unauthorized` (401) when it is not the vendor's or too old to be believed
   */
  verify(request: WebhookRequest, context: ProviderContext): Promise<void>;
  /** Reads a verified delivery. An event it does not know is `none`. */
  read(request: WebhookRequest, context: ProviderContext): Promise<readonly WebhookEvent[]>;
}
