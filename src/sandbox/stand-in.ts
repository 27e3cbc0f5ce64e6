import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import type {Authorizations} from './banks/authorizations.js';
import type {Clock} from './clock.js';
import type {Connection, ConnectionStore, Environment, StatusVocabulary} from './connections.js';
import type {FaultShape} from './faults.js';
import type {VariantTable, VariantValue} from './variants.js';
import type {VendorWebhooks} from './webhooks.js';

/** A credential that the stand-in accepts, for the control page and the documentation. */
export interface Credential {
  readonly label: string;
  readonly value: string;
  /** Absent when the credential is valid in all environments. */
  readonly environment?: Environment;
}

/** What the sandbox hands to a stand-in. */
export interface Surroundings {
  readonly clock: Clock;
  /** The bank's side of OAuth, shared by all stand-ins. */
  readonly authorizations: Authorizations;
  /** The origin of the bank's windows. Available once the servers listen. */
  readonly bankOrigin: () => string;
  /** The stand-in's own origin. Available once the servers listen. */
  readonly ownOrigin: () => string;
  /** Another vendor's origin, for stand-ins that call it over HTTP. Available once the servers listen. */
  readonly originOf: (vendor: string) => string;
  readonly variants: () => Readonly<Record<string, VariantValue>>;
  readonly webhooks: VendorWebhooks;
}

/** A running stand-in. Its state belongs to one sandbox. */
export interface StandIn {
  /** Answers every request on the vendor's origin. */
  fetch(request: Request): Response | Promise<Response>;
  /** Handles a request on the vendor's origin to upgrade to another protocol. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly connections: Pick<ConnectionStore, 'list' | 'find' | 'change'>;
  /** The values that a host application needs to use a connection, beside its id. */
  details(connection: Connection): Readonly<Record<string, string>>;
  /** Restores the initial state: no tokens, no sessions, the seeded connections. */
  reset(): void;
}

/** A broken connection to begin with, and what a host needs to repair it, in the words of the package's backend kit. */
export interface Sample {
  /** The vendor's id of an initial connection in the sandbox environment, which a sign-in repairs. */
  readonly id: string;
  /** The options of the kit's provider, without the URL of the API. */
  readonly options: Readonly<Record<string, string>>;
  /** Returns the host's record of the connection. `details` are those of the stand-in. */
  record(details: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
}

/** One vendor's stand-in, as an entry of the registry. */
export interface StandInDefinition {
  /** The vendor's name in paths and JSON. */
  readonly name: string;
  /** The vendor's name in text. */
  readonly title: string;
  readonly credentials: readonly Credential[];
  readonly statuses: StatusVocabulary;
  /** The status of a working connection. */
  readonly healthyStatus: string;
  readonly variants: VariantTable;
  /** The initial secret that webhooks are signed with. Null when the vendor shares no secret. */
  readonly webhookSecret: string | null;
  readonly faults: FaultShape;
  readonly sample: Sample;
  start(surroundings: Surroundings): StandIn;
}
