import type {Clock} from '../../../sandbox/clock.js';
import {ConnectionStore} from '../../../sandbox/connections.js';
import {healthy, quilttStatuses, seedConnections, type QuilttConnection} from './connections.js';
import {Profiles, type Profile} from './profiles.js';
import {SessionTokens} from './session-tokens.js';
import type {QuilttVariants} from './variants.js';

/** The state of the stand-in: profiles, connections and session tokens. */
export class QuilttState {
  readonly connections: ConnectionStore<QuilttConnection>;
  readonly profiles = new Profiles();
  readonly tokens: SessionTokens;
  readonly clock: Clock;
  readonly variants: () => QuilttVariants;

  constructor(clock: Clock, variants: () => QuilttVariants) {
    this.clock = clock;
    this.variants = variants;
    this.tokens = new SessionTokens(clock);
    this.connections = new ConnectionStore(clock, quilttStatuses, () => seedConnections(clock.now()));
  }

  /** A connection of the given profile. */
  connectionOf(profile: Profile, id: string): QuilttConnection | undefined {
    const connection = this.connections.find(id);
    return connection?.profileId === profile.id ? connection : undefined;
  }

  connectionsOf(profile: Profile): QuilttConnection[] {
    return this.connections.list().filter(({profileId}) => profileId === profile.id);
  }

  /** The profile of a valid session token. */
  profileOf(token: string): Profile | undefined {
    const record = this.tokens.find(token);
    return record && this.profiles.find(record.environment, record.profileId);
  }

  /** Starts the sync after a login. The widget does not report the end of the sync. */
  sync(connection: QuilttConnection, outcome: string = healthy): void {
    const steps = [
      {status: 'SYNCING', afterSeconds: 0},
      {status: outcome, afterSeconds: this.variants().syncSeconds},
    ];
    this.connections.finishRepair(connection, steps);
  }

  reset(): void {
    this.connections.reset();
    this.profiles.reset();
    this.tokens.reset();
  }
}
