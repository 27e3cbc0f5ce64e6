import type {
  Display,
  MeldConnection,
  MxConnection,
  PlaidConnection,
  Provider,
  QuilttConnection,
} from 'bank-reconnect/backend';

/** A connection at Quiltt, with the demo's choice of the kind of repair. */
export interface DemoQuilttConnection extends QuilttConnection {
  /** True: by Quiltt's GraphQL connectors, in the upstream provider's widget. False: in Quiltt's Connector. */
  viaConnectors: boolean;
}

/** The host's record of a connection, with the members that the backend kit requires. */
export type HostConnection = PlaidConnection | MeldConnection | MxConnection | DemoQuilttConnection;

/** A connection that exists at an aggregator. */
export interface HeldConnection<C extends HostConnection = HostConnection> {
  connection: C;
  institutionName: string;
}

/** Origins that the Content-Security-Policy of a page with this aggregator's widget must allow. */
export interface WidgetSources {
  frame: readonly string[];
  connect: readonly string[];
  /** Further entries for a vendor's own script; none on the sandbox. */
  fallback?: readonly string[];
  /** Whether the vendor's own script writes style attributes. */
  styleAttributes?: boolean;
}

/** A connection that the demo shows. */
export interface Sample<C extends HostConnection = HostConnection> {
  /** The demo's own id. The browser needs no other id of the connection. */
  readonly id: string;
  /** How it is repaired, in a few words for people. */
  readonly way: string;
  /** The display of the widget; default: the provider's default. */
  readonly display?: Display;
  /** Finds the connection, or creates one and breaks it. @throws {Error} with the failed step, without a credential */
  obtain(): Promise<HeldConnection<C>>;
  /**
   * Breaks the connection again. Undefined if the demo cannot do that.
   *
   * @throws {Error} that says what failed, without a credential
   */
  breakAgain?(connection: C): Promise<void>;
}

/** An aggregator with the demo's connections, on the sandbox or in the vendor's environment. */
export interface Aggregator<C extends HostConnection = HostConnection> {
  /** The display name. */
  readonly name: string;
  /** The backend kit's provider. */
  readonly provider: Provider<C>;
  readonly sources: WidgetSources;
  /** The sandbox's control origin; undefined in the vendor's own environment. */
  readonly sandboxUrl: string | undefined;
  /** A hint for the person who uses the demo, in a sentence. */
  readonly notice: string | undefined;
  readonly samples: readonly Sample<C>[];
  /** Whether the connection still exists. A reset of the sandbox removes connections that were created on it. */
  exists(connection: C): Promise<boolean>;
  /** The connection with a new id of the aggregator, which a repair can assign. */
  withId(connection: C, id: string): C;
}
