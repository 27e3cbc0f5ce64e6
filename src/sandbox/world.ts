import type {Authorizations} from './banks/authorizations.js';
import type {Clock} from './clock.js';
import type {Faults} from './faults.js';
import type {StandIn} from './stand-in.js';
import type {Variants} from './variants.js';
import type {Webhooks} from './webhooks.js';

/** The parts of one sandbox, for the control API and page. */
export interface World {
  readonly clock: Clock;
  readonly authorizations: Authorizations;
  readonly variants: Variants;
  readonly webhooks: Webhooks;
  readonly faults: Faults;
  /** By server name. Entries are added while the servers start. */
  readonly origins: Readonly<Record<string, string>>;
  standIn(name: string): StandIn;
  /** Restores the initial state. */
  reset(): void;
  /** Stops timers and deliveries. */
  close(): void;
}
