import type {ErrorCode, Provider, ProviderConnection} from '../backend/index.js';
import type {Frame} from './driver/types.js';
import type {ElementPage} from './element-page.js';
import type {Person, PersonActions} from './person.js';

/** A local server in the place of the aggregator, with one bank connection. The suite starts one for each group of tests. */
export interface ContractStandIn {
  /** Its origin, on this machine: the value of the element's `sandbox-url`. */
  readonly url: string;
  /** Restores the initial state: the connection has the contract's status `broken`, and nothing is disturbed. */
  reset(): Promise<void>;
  /** Returns the connection's status; undefined once it has been removed. */
  status(): Promise<string | undefined>;
  /** Changes the connection's status. */
  setStatus(status: string): Promise<void>;
  /** From now on a sign-in at the bank leaves the connection broken. */
  keepBroken(): Promise<void>;
  /** Answers every call of the API with this HTTP status and `Retry-After` in seconds, until it is called without one. */
  failApi(failure?: {readonly status: number; readonly retryAfter?: number}): Promise<void>;
  /** Ends the life of every repair token. */
  expireTokens(): Promise<void>;
  /** Makes the bank unreachable for the widget. Needed with `bankDown`. */
  breakBank?(): Promise<void>;
  /** Makes the person sign in on the bank's own page, in another window. Needed with `hasBankWindow`. */
  useBankWindow?(): Promise<void>;
  /** Called with the aggregator's new id of the connection, if a repair has changed it. */
  useConnection?(providerConnectionId: string): void;
  /** Stops it. */
  close(): Promise<void>;
}

/** A host application with one connection: its page and its backend. */
export interface ContractHost {
  /** The page's address. */
  readonly url: string;
  /** A page without content on the same origin. */
  readonly emptyUrl: string;
  /** Discards the backend's memory, like a restart of the host. */
  restart(): void;
  close(): Promise<void>;
}

/** The situation of one test: the host's page in a window, the person in front of it, and the servers behind it. */
export interface ContractFixture<StandIn extends ContractStandIn = ContractStandIn> {
  /** The page with the element, and its events. */
  readonly page: ElementPage;
  /** Clicks the element's button and uses the widget. */
  readonly person: Person;
  readonly host: ContractHost;
  /** The contract's stand-in, in its initial state. */
  readonly standIn: StandIn;
}

/** The situation in which a variant has an effect, if that is not the repair of a broken connection. */
export interface VariantSituation<StandIn extends ContractStandIn = ContractStandIn> {
  /** Runs before the element's button is clicked. */
  before?(fixture: ContractFixture<StandIn>): Promise<unknown>;
  /** The person's actions in the widget. The default is to sign in, and to finish or close it. */
  act?(fixture: ContractFixture<StandIn>, widget: Frame): Promise<unknown>;
  /** The error's code, or else the exit, of the last attempt. By default the connection is repaired. */
  readonly ends?: ErrorCode | 'aborted' | 'already-healthy';
}

/** A behaviour of the aggregator that is uncertain or that differs between its customers. */
export interface ContractVariant<StandIn extends ContractStandIn = ContractStandIn> {
  /** Its name and value, for the test's name. */
  readonly name: string;
  /** Whether it concerns tokens that are no longer valid. */
  readonly concernsDeadTokens?: boolean;
  /** The situation in which it has an effect; default: the repair of a broken connection. */
  readonly situation?: VariantSituation<StandIn> | undefined;
  /** Makes the stand-in behave so, until the next reset. */
  set(standIn: StandIn): Promise<void>;
}

/** The facts that the suite needs about a provider. */
export interface ProviderContract<StandIn extends ContractStandIn = ContractStandIn> {
  /** The value of the `provider` attribute. */
  readonly provider: string;
  /** The name of this way to use the provider, for the tests' names; default: the provider. */
  readonly name?: string;
  /** The status of a connection that the person can repair. */
  readonly broken: string;
  /** The status of a connection that works. */
  readonly healthy: string;
  /** A status that the person cannot repair, and how an attempt to open such a connection ends. */
  readonly beyondRepair: {readonly status: string; readonly code: ErrorCode};
  /** The display, if it is not the provider's default. */
  readonly display?: 'modal' | 'inline' | 'popup';
  /** The reason of the abort after a cancel in the widget; `closed` if the widget does not report it. */
  readonly cancel: 'cancelled' | 'closed';
  /**
   * What a widget that opens while the bank is unreachable shows in an element with the role `alert`, and how the attempt
   * of a person ends who then leaves. Without it the test is skipped.
   */
  readonly bankDown?: {
    readonly alert: string;
    readonly exit: 'aborted' | 'errored';
    readonly code?: ErrorCode;
  };
  /** Whether a bank may open its own window. Without it the test is skipped. */
  readonly hasBankWindow?: boolean;
  /** The behaviours to test in addition. */
  readonly variants?: readonly ContractVariant<StandIn>[];
  /**
   * The file URL of a browser module that registers the provider with `registerProvider` of `bank-reconnect`. It may
   * import scripts of its own folder. Not needed for a provider of this package.
   */
  readonly registration?: URL | string;
  /** The person's actions that differ from the defaults. */
  readonly actions?: Partial<PersonActions>;
  /** Starts the stand-in on a port that the system chooses. */
  startStandIn(): Promise<StandIn>;
  /** Returns the kit's provider for the stand-in. */
  backend(standIn: StandIn): Provider;
  /** Returns the host's record of the stand-in's connection, as `findConnection` would. */
  connection(standIn: StandIn): ProviderConnection | Promise<ProviderConnection>;
}
