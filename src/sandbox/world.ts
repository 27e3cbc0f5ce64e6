import type {Authorizations} from './banks/authorizations.js';
import type {Clock} from './clock.js';
import type {StandIn} from './stand-in.js';
import type {Variants} from './variants.js';

/** Everything that one sandbox consists of, as the control API sees it. */
export interface World {
  readonly clock: Clock;
  readonly authorizations: Authorizations;
  readonly variants: Variants;
  /** Filled in while the servers start. */
  readonly origins: Readonly<Record<string, string>>;
  standIn(name: string): StandIn;
  /** Puts everything back to the start. */
  reset(): void;
}
