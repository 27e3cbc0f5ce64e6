import type {Authorizations} from './banks/authorizations.js';
import type {Clock} from './clock.js';
import type {Faults} from './faults.js';
import type {StandIn} from './stand-in.js';
import type {Variants} from './variants.js';
import type {Webhooks} from './webhooks.js';

/** Everything that one sandbox consists of, as the control API sees it. */
export interface World {
  readonly clock: Clock;
  readonly authorizations: Authorizations;
  readonly variants: Variants;
  readonly webhooks: Webhooks;
  readonly faults: Faults;
  /** Filled in while the servers start. */
  readonly origins: Readonly<Record<string, string>>;
  standIn(name: string): StandIn;
  /** Puts everything back to the start. */
  reset(): void;
  /** Ends everything that is still going on by itself. */
  close(): void;
}
