import type {Storage} from 'unstorage';
import type {Account, Institution} from '../contract.js';
import type {Logger} from './logger.js';
import type {ConnectionOf, Provider} from './provider.js';
import type {StatusChange} from './status/changes.js';

type MaybePromise<T> = T | Promise<T>;

/** What `onComplete` is told. */
export interface CompletedRepair<Connection> {
  /** What `findConnection` returned for this request. */
  connection: Connection;
  /** The host's own id, as the page sent it and `findConnection` accepted it. */
  connectionId: string;
  /** The provider's name, for instance `plaid`. */
  provider: string;
  /** The same for every repetition of one repair. */
  repairId: string;
  /** The aggregator's own word, read from its API just now. */
  status: string;
  /** The aggregator's own word. */
  statusReason: string | null;
  institution: Institution | undefined;
  /** The aggregator's id from now on, checked there: store it if the repair has changed it. */
  providerConnectionId: string;
  /** As the widget named them; a claim of the browser's, to be shown and not to be stored as facts. */
  accounts: Account[] | undefined;
  /** What the widget handed over: a claim of the browser's. Take no id from it without asking the aggregator. */
  result: unknown;
}

/** What a webhook tells of its connection. */
export interface ProviderEvent {
  /** The provider's name. */
  provider: string;
  /** The aggregator's id of the connection. */
  providerConnectionId: string;
  /** What else names it, such as MX's `userGuid`. */
  connection: Readonly<Record<string, unknown>> | undefined;
}

export interface RepairBackendOptions<P extends Provider> {
  /**
   * Decides who may repair what, for every route. It looks at the request's session and returns the connection if it
   * belongs to that person, null if there is no such connection (answered 404), or throws a `Response` (401, 403, a
   * redirect), which is sent as it is. Anything else it throws is answered as 500 without its message.
   */
  findConnection(request: Request, connectionId: string): MaybePromise<ConnectionOf<P> | null>;
  /** One per aggregator, for instance `[plaid({…}), meld({…})]`. */
  providers: readonly P[];
  /** Path before `/token`, `/complete`, `/status` and `/webhooks/{provider}`; default `/api/bank`, and `''` for none. */
  basePath?: string;
  /**
   * Origins whose pages may call besides the backend's own, for instance `https://app.example`. Behind a proxy that
   * changes host or scheme (one that ends TLS does) the backend cannot see its own origin from the request. Browsers
   * that send `Sec-Fetch-Site` are let in by it; Safari before 16.4 and plain HTTP pages do not send it, so list the
   * public origin here.
   */
  allowedOrigins?: readonly string[];
  /**
   * Called after a widget has finished and the aggregator's status was read, also when that is not healthy yet. It
   * must be safe to repeat. It returns the connection's id if the host changed it. If it throws, the answer is
   * `completion-failed`, and the element offers to try again.
   */
  onComplete?(repair: CompletedRepair<ConnectionOf<P>>): MaybePromise<{connectionId?: string} | undefined | void>;
  /**
   * Called when a connection's status or reason differs from what was told last, whether a webhook, a reading or a
   * completion has shown it: to mail the person, or to light up the UI. It must be safe to repeat. If it throws, a
   * webhook is answered 500, so that the vendor repeats it; otherwise the next observation tells it again.
   */
  onStatusChange?(change: StatusChange<ConnectionOf<P>>): MaybePromise<unknown>;
  /**
   * Finds a connection for a webhook by the aggregator's id; null for one that the host does not know, which is then
   * ignored. Needed where a webhook does not tell the status itself, so that it has to be read: without this function it
   * is read at once if the event names all that the provider needs (MX's does; options that are functions of the
   * connection get no more than that), else with the next status request. The vendor has been verified by then, and no
   * person is behind the request.
   */
  findByProviderId?(event: ProviderEvent): MaybePromise<ConnectionOf<P> | null>;
  /**
   * The URL of `basePath` as the vendors know it, for instance `https://app.example/api/bank`: some sign the URL that
   * they call, and a proxy may have changed it. Default: the request's own.
   */
  publicUrl?: string;
  /**
   * Milliseconds in which a vendor is asked for the status of one connection at most once; default 3000. What was
   * observed before the repair began is never answered, so a new repair is asked about in any case.
   */
  statusInterval?: number;
  /**
   * Where statuses, webhooks' ids and what providers keep are stored: an `unstorage` of the host's, for instance one with
   * the Redis driver, which several instances of the backend can share. Default: this process's memory.
   */
  storage?: Storage;
  /** Where the kit's log goes; `console` fits. Default: nowhere. */
  logger?: Logger;
}

/** A handler of the web platform's own shape: it fits any router that knows `Request` and `Response`. */
export interface RepairBackend {
  /** Never rejects. Every answer has `cache-control: no-store`. */
  fetch(request: Request): Promise<Response>;
}
