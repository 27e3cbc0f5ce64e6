import type {ReportedAccount, ReportedInstitution} from '../contract.js';
import type {Logger} from './logger.js';
import type {ConnectionOf, Provider} from './provider.js';
import type {StatusChange} from './status/changes.js';
import type {KeyValueStorage} from './store/storage.js';

type MaybePromise<T> = T | Promise<T>;

/** The argument of `onComplete`. */
export interface CompletedRepair<Connection> {
  /** The connection that `findConnection` returned for this request. */
  connection: Connection;
  /** The host's id of the connection, as the page sent it. */
  connectionId: string;
  /** The provider's name, for instance `plaid`. */
  provider: string;
  /** The id of the repair; the same for every retry. */
  repairId: string;
  /** The aggregator's status, read from its API after the repair. */
  status: string;
  /** The aggregator's reason. */
  statusReason: string | null;
  /** The bank, as read from the aggregator. */
  institution: ReportedInstitution | undefined;
  /** The aggregator's id of the connection, verified there. Store it: a repair may change it. */
  providerConnectionId: string;
  /** The accounts in the widget's result. Unverified browser input: for display only. */
  accounts: ReportedAccount[] | undefined;
  /** The widget's result. Unverified browser input: check any id with the aggregator before using it. */
  result: unknown;
}

/** The connection that a webhook refers to. */
export interface ProviderEvent {
  /** The provider's name. */
  provider: string;
  /** The aggregator's id of the connection. */
  providerConnectionId: string;
  /** Further ids in the webhook, such as MX's `userGuid`. */
  connection: Readonly<Record<string, unknown>> | undefined;
}

export interface RepairBackendOptions<P extends Provider> {
  /**
   * Authorizes every request. It checks the request's session and returns the connection if it belongs to the person, or
   * null if there is no such connection (answered with 404). It can throw a `Response` (401, 403, a redirect), which is
   * sent unchanged. Any other error is answered with 500, without its message.
   */
  findConnection(request: Request, connectionId: string): MaybePromise<ConnectionOf<P> | null>;
  /** The providers, one per aggregator, for instance `[plaid({…}), meld({…})]`. */
  providers: readonly P[];
  /**
   * The mount path: the prefix of `/token`, `/complete`, `/status` and `/webhooks/{provider}`. With it, other prefixes are
   * answered with 404. Default: any prefix.
   */
  basePath?: string;
  /**
   * Origins besides the backend's own whose pages may call it, for instance `https://app.example`. Behind a proxy that
   * changes the host or the scheme, such as one that terminates TLS, the backend cannot tell its own origin from the
   * request. `Sec-Fetch-Site: same-origin` is accepted instead; Safari before 16.4 and plain HTTP pages do not send it, so
   * list the public origin here.
   */
  allowedOrigins?: readonly string[];
  /**
   * Called after a widget has finished and the aggregator's status was read, even if the status is not healthy yet. It
   * must be idempotent. It returns the connection's id if the host changed it. If it throws, the response is
   * `completion-failed`, and the element offers a retry.
   */
  onComplete?(repair: CompletedRepair<ConnectionOf<P>>): MaybePromise<{connectionId?: string} | undefined | void>;
  /**
   * Called when a webhook, a status request or a completion shows that a connection's status or reason has changed since
   * the last call, for instance to notify the person by mail or to update the UI. It must be idempotent. If it throws, a
   * webhook is answered with 500, so that the vendor retries it; otherwise the next observation triggers another call.
   */
  onStatusChange?(change: StatusChange<ConnectionOf<P>>): MaybePromise<unknown>;
  /**
   * Finds the connection of a webhook by the aggregator's id. Returns null if the host does not know it; the webhook is
   * then ignored. Needed for webhooks that do not contain the status, which then has to be read from the vendor. Without
   * this function the status is read immediately if the event contains every id that the provider needs (MX's does;
   * options that are functions of the connection only receive these ids), otherwise with the next status request. The
   * webhook is already verified; there is no user session.
   */
  findByProviderId?(event: ProviderEvent): MaybePromise<ConnectionOf<P> | null>;
  /**
   * The public URL of the mount path, for instance `https://app.example/api/bank`. Some vendors sign the URL of a webhook,
   * which a proxy may rewrite. Default: the request's URL.
   */
  publicUrl?: string;
  /**
   * Minimum milliseconds between two status calls to a vendor for one connection; default 3000. A status from before the
   * repair began is never returned, so the first status request of a repair always calls the vendor.
   */
  statusInterval?: number;
  /**
   * Stores statuses, webhook ids and the providers' data: an `unstorage` instance, for instance with the Redis driver,
   * which several backend instances can share. Default: the memory of this process.
   */
  storage?: KeyValueStorage;
  /** Receives the kit's log lines; `console` fits. Default: no logging. */
  logger?: Logger;
}

/** A handler for web-standard requests; it fits any router that uses `Request` and `Response`. */
export interface RepairBackend {
  /** Never rejects. Every response has `cache-control: no-store`. */
  fetch(request: Request): Promise<Response>;
}
