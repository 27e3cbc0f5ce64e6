import type {Clock} from '../../../sandbox/clock.js';
import {ConnectionStore, type Environment} from '../../../sandbox/connections.js';
import {meldStatuses, seedConnections, type MeldConnection} from './connections.js';
import type {MeldVariants} from './variants.js';

/** The state of the stand-in. */
export class MeldState {
  readonly connections: ConnectionStore<MeldConnection>;
  readonly variants: () => MeldVariants;

  constructor(clock: Clock, variants: () => MeldVariants) {
    this.variants = variants;
    this.connections = new ConnectionStore(clock, meldStatuses, () => seedConnections(clock.now()));
  }

  /** A connection of the given environment. */
  connectionIn(environment: Environment, id: string): MeldConnection | undefined {
    const connection = this.connections.find(id);
    return connection?.environment === environment ? connection : undefined;
  }
}
