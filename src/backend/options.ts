import type {Storage} from 'unstorage';
import type {Account, Institution} from '../contract.js';
import type {Logger} from './logger.js';
import type {ConnectionOf, Provider} from './provider.js';
import type {StatusChange} from './status/changes.js';

type MaybePromise<T> = T | Promise<T>;

/** The argument of `onComplete`. */
export interface CompletedRepair<Connection> {
  /** What `findConnection` returned for this request. */
  connection: Connection;
  /** The host's own id, sent by the page and accepted by `findConnection`. */
  connectionId: string;
  /** The provider's name, for instance `plaid`. */
  provider: string;
  /** The same for every repetition of one repair. */
  repairId: string;
  /** The aggregator's own word, just read from its API. */
  status: string;
  /** The aggregator's own word. */
  statusReason: string | null;
  institution: Institution | undefined;
  /** The aggregator's id from now on, verified at the aggregator. Store it if the repair has changed it. */
  providerConnectionId: string;
  /** The accounts that the widget named. The browser claims them: show them, but do not store them as facts. */
  accounts: Account[] | undefined;
  /** The widget's result, which the browser claims. Verify an id in it at the aggregator before using it. */
  result: unknown;
}

/** How a webhook identifies its connection. */
export interface ProviderEvent {
  /** The provider's name. */
  provider: string;
  /** The aggregator's id of the connection. */
  providerConnectionId: string;
  /** Other ids of the event, such as MX's `userGuid`. */
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
   * Called when a connection's status or reason differs from the last call's. A webhook, a status request or a completion
   * can show the change. Use it to mail the person or to update the UI. It must be safe to repeat. If it throws, a webhook
   * is answered 500, so that the vendor repeats it; otherwise the next observation calls it again.
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
   * The shortest time in milliseconds between two requests for one connection's status at the vendor; default 3000. A
   * status from before the repair began is never used as the answer, so the first request of a repair always goes out.
   */
  statusInterval?: number;
  /**
   * The store for statuses, webhooks' ids and providers' data: an `unstorage` instance, for example with the Redis driver,
   * which several instances of the backend can share. Default: this process's memory.
   */
  storage?: Storage;
  /** Receives the kit's log; `console` fits. Default: nothing is logged. */
  logger?: Logger;
}

/** A handler with the web platform's `Request` and `Response`, which fits any router that supports them. */
export interface RepairBackend {
  /** Never rejects. Every answer has `cache-control: no-store`. */
  fetch(request: Request): Promise<Response>;
}
