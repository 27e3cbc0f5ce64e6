import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import type {Authorizations} from './banks/authorizations.js';
import type {Clock} from './clock.js';
import type {Connection, ConnectionStore, Environment, StatusVocabulary} from './connections.js';
import type {FaultShape} from './faults.js';
import type {VariantTable, VariantValue} from './variants.js';
import type {VendorWebhooks} from './webhooks.js';

/** A credential the stand-in accepts, as shown to developers. */
export interface Credential {
  readonly label: string;
  readonly value: string;
  /** The environment it opens; none when it is the same in all. */
  readonly environment?: Environment;
}

/** What a stand-in is given by the sandbox it runs in. */
export interface Surroundings {
  readonly clock: Clock;
  /** The bank's side of OAuth. */
  readonly authorizations: Authorizations;
  /** The origin of the bank's own windows; known once the servers listen. */
  readonly bankOrigin: () => string;
  /** The stand-in's own origin; known once the servers listen. */
  readonly ownOrigin: () => string;
  /** Another vendor's origin, for a stand-in that calls it over HTTP; known once the servers listen. */
  readonly originOf: (vendor: string) => string;
  readonly variants: () => Readonly<Record<string, VariantValue>>;
  readonly webhooks: VendorWebhooks;
}

/** A running stand-in: its state belongs to one sandbox. */
export interface StandIn {
  /** Answers everything on the vendor's own origin. */
  fetch(request: Request): Response | Promise<Response>;
  /** Takes over a connection on the vendor's own origin that asks for another protocol. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly connections: Pick<ConnectionStore, 'list' | 'find' | 'change'>;
  /** What a host application needs to use a connection, beyond its id. */
  details(connection: Connection): Readonly<Record<string, string>>;
  /** Forgets tokens, sessions and changes. */
  reset(): void;
}

/** One vendor's stand-in, as the registry lists it. */
export interface StandInDefinition {
  /** The vendor's name in paths and JSON. */
  readonly name: string;
  /** The vendor's name as written in a sentence. */
  readonly title: string;
  readonly credentials: readonly Credential[];
  readonly statuses: StatusVocabulary;
  /** The status word of a connection that works. */
  readonly healthyStatus: string;
  readonly variants: VariantTable;
  /** The secret that webhooks are signed with until it is rotated; null for a vendor that shares none. */
  readonly webhookSecret: string | null;
  readonly faults: FaultShape;
  start(surroundings: Surroundings): StandIn;
}
