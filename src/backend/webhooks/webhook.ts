import type {ProviderContext} from '../provider-context.js';

/** A received webhook. */
export interface WebhookRequest {
  /** The URL that the vendor called. `publicUrl` replaces the part that a proxy may have changed. */
  readonly url: string;
  readonly headers: Headers;
  /** The raw body. Signatures cover its bytes. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** The effect of an event on its connection. */
export type WebhookChange =
  /** A status in the vendor's own words, as reliable as one read from its API. */
  | {readonly kind: 'status'; readonly status: string; readonly statusReason: string | null}
  /**
   * A warning that the vendor sends only as a webhook, such as a consent that will end. It is the reason of a healthy
   * status until a repair completes or the vendor withdraws it. `status` is the vendor's word for a healthy connection,
   * assumed if no status is known yet.
   */
  | {readonly kind: 'warning'; readonly status: string; readonly statusReason: string}
  /**
   * The status has changed and has to be read at the vendor: for `LOGIN_REPAIRED`, and for facts that are not signed.
   * `clears` names the warnings that the event withdraws.
   */
  | {readonly kind: 'read'; readonly clears?: readonly string[] | undefined}
  /** An event that does not concern a repair. */
  | {readonly kind: 'none'};

/** One event of a delivery. A delivery may have several. */
export interface WebhookEvent {
  /** The vendor's id of the event. An event without one is not de-duplicated. */
  readonly id?: string | undefined;
  /** The vendor's name of the event, for the log. */
  readonly type: string;
  /** The aggregator's id of the connection. An event without one changes nothing. */
  readonly providerConnectionId?: string | undefined;
  /** The event's time in milliseconds since the epoch. The time of receipt, if the vendor sends none. */
  readonly at: number;
  readonly change: WebhookChange;
  /** Further ids of the event, such as MX's user, that allow the status to be read without the host. */
  readonly connection?: Readonly<Record<string, unknown>> | undefined;
}

/** A provider's webhooks. */
export interface ProviderWebhooks {
  /** The possible reasons of a `warning`, most urgent first; default: none. */
  readonly warnings?: readonly string[] | undefined;
  /** How long an event's id is stored, in milliseconds: longer than the vendor retries. */
  readonly rememberIds: number;
  /** The HTTP status with which the vendor expects a delivery to be accepted; default 200. */
  readonly acknowledge?: 200 | 204 | undefined;
  /**
   * Verifies the sender from the raw body, in constant time, before the body is parsed.
   *
   * @throws {RepairProblem} `unauthorized` (401) if the sender is not the vendor, or the delivery is too old
   */
  verify(request: WebhookRequest, context: ProviderContext): Promise<void>;
  /** Reads a verified delivery. An unknown event becomes `none`. */
  read(request: WebhookRequest, context: ProviderContext): Promise<readonly WebhookEvent[]>;
}
