import type {Authorizations} from './banks/authorizations.js';
import type {Clock} from './clock.js';
import type {Connection, ConnectionStore, Environment, StatusVocabulary} from './connections.js';
import type {VariantTable, VariantValue} from './variants.js';

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
  readonly variants: () => Readonly<Record<string, VariantValue>>;
}

/** A running stand-in: its state belongs to one sandbox. */
export interface StandIn {
  /** Answers everything on the vendor's own origin. */
  fetch(request: Request): Response | Promise<Response>;
  readonly connections: ConnectionStore;
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
  start(surroundings: Surroundings): StandIn;
}
