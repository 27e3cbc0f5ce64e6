import type {
  Display,
  MeldConnection,
  MxConnection,
  PlaidConnection,
  Provider,
  QuilttConnection,
} from 'bank-reconnect/backend';

/** A connection at Quiltt, with the demo's choice of how it is repaired. */
export interface DemoQuilttConnection extends QuilttConnection {
  /** By Quiltt's GraphQL connectors, in the widget of the connection's own provider; else in Quiltt's Connector. */
  viaConnectors: boolean;
}

/** What the host keeps of a connection on its server, in the shape that the backend kit asks for. */
export type HostConnection = PlaidConnection | MeldConnection | MxConnection | DemoQuilttConnection;

/** A connection that exists at an aggregator. */
export interface HeldConnection<C extends HostConnection = HostConnection> {
  connection: C;
  institutionName: string;
}

/** Origins that a page with this aggregator's widget must let through its Content-Security-Policy. */
export interface WidgetSources {
  frame: readonly string[];
  connect: readonly string[];
  /** What a vendor's own script needs besides; none on the sandbox. */
  fallback?: readonly string[];
  /** Whether the vendor's own script writes style attributes. */
  styleAttributes?: boolean;
}

/** One connection that the demo shows, and what it shows by it. */
export interface Sample<C extends HostConnection = HostConnection> {
  /** The demo's own id: all that the browser ever needs to name the connection. */
  readonly id: string;
  /** How it is repaired, in a few words for people. */
  readonly way: string;
  /** Where the widget is shown; default: the provider's best. */
  readonly display?: Display;
  /** Finds the connection, or makes one and breaks it. @throws {Error} that says what failed, without a credential */
  obtain(): Promise<HeldConnection<C>>;
  /**
   * Puts the connection back to where it is to be repaired from; absent where the demo cannot do that.
   *
   * @throws {Error} that says what failed, without a credential
   */
  breakAgain?(connection: C): Promise<void>;
}

/** One aggregator with the connections that the demo has there, on the sandbox or in the vendor's environment. */
export interface Aggregator<C extends HostConnection = HostConnection> {
  /** The name as people write it. */
  readonly name: string;
  /** The backend kit's side of it. */
  readonly provider: Provider<C>;
  readonly sources: WidgetSources;
  /** The sandbox's control origin; undefined in the vendor's own environment. */
  readonly sandboxUrl: string | undefined;
  /** What the person at the demo has to know, in a sentence. */
  readonly notice: string | undefined;
  readonly samples: readonly Sample<C>[];
  /** Whether the connection is still known; a sandbox that was reset has forgotten what was made on it. */
  exists(connection: C): Promise<boolean>;
  /** The connection under another id of the aggregator's, which a repair may leave it with. */
  withId(connection: C, id: string): C;
}
