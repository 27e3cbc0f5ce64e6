import type {MeldConnection, PlaidConnection, Provider} from 'bank-reconnect/backend';

/** What the host keeps of a connection on its server, in the shape that the backend kit asks for. */
export type HostConnection = PlaidConnection | MeldConnection;

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

/** One aggregator with the one connection that the demo has there, on the sandbox or in the vendor's environment. */
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
  /** Whether `breakConnection` can work there. */
  readonly breakable: boolean;
  /** Finds the connection, or makes one and breaks it. @throws {Error} that says what failed, without a credential */
  obtain(): Promise<HeldConnection<C>>;
  /** Whether the connection is still known; a sandbox that was reset has forgotten what was made on it. */
  exists(connection: C): Promise<boolean>;
  /** Makes the aggregator want a repair. @throws {Error} that says what failed, without a credential */
  breakConnection(connection: C): Promise<void>;
}
