import type {ProviderContext} from '../provider-context.js';

/** A received webhook. */
export interface WebhookRequest {
  /** The URL that the vendor called, based on `publicUrl` if it is set. */
  readonly url: string;
  readonly headers: Headers;
  /** The raw body, because signatures cover its bytes. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** The change that an event reports. */
export type WebhookChange =
  /** The vendor's status, as reliable as one read from its API. */
  | {readonly kind: 'status'; readonly status: string; readonly statusReason: string | null}
  /**
   * A warning that the vendor only sends by webhook, such as an expiring consent. It is the reason of a healthy status
   * until a repair completes or the vendor clears it. `status` is the vendor's status of a healthy connection, used if no
   * status is stored yet.
   */
  | {readonly kind: 'warning'; readonly status: string; readonly statusReason: string}
  /**
   * Something has changed, and the status has to be read from the vendor, for instance for `LOGIN_REPAIRED` and for
   * unsigned webhooks. `clears` lists the warnings that end with it.
   */
  | {readonly kind: 'read'; readonly clears?: readonly string[] | undefined}
  /** An event that does not concern a repair. */
  | {readonly kind: 'none'};

/** One event of a delivery. A delivery may have several. */
export interface WebhookEvent {
  /** The vendor's id of the event; without an id it is not deduplicated. */
  readonly id?: string | undefined;
  /** The vendor's event type, for the log. */
  readonly type: string;
  /** The aggregator's id of the connection; without an id the event is ignored. */
  readonly providerConnectionId?: string | undefined;
  /** The event time in milliseconds since the epoch; the time of arrival if the vendor sends none. */
  readonly at: number;
  readonly change: WebhookChange;
  /** Further ids in the event, such as MX's user, if they are enough to read the status without the host. */
  readonly connection?: Readonly<Record<string, unknown>> | undefined;
}

/** A provider's webhooks. */
export interface ProviderWebhooks {
  /** The possible reasons of `warning` events, most urgent first; default: none. */
  readonly warnings?: readonly string[] | undefined;
  /** Milliseconds that an event's id is stored; longer than the vendor retries. */
  readonly rememberIds: number;
  /** The HTTP status that acknowledges a delivery; default 200. */
  readonly acknowledge?: 200 | 204 | undefined;
  /**
   * Verifies the sender from the raw body, in constant time, before the body is parsed.
   *
   * @throws {RepairProblem} `unauthorized` (401) if it is not from the vendor or too old
   */
  verify(request: WebhookRequest, context: ProviderContext): Promise<void>;
  /** Parses a verified delivery. The change of an unknown event is `none`. */
  read(request: WebhookRequest, context: ProviderContext): Promise<readonly WebhookEvent[]>;
}
