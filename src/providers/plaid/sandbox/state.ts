import {randomUUID} from 'node:crypto';
import type {Clock} from '../../../sandbox/clock.js';
import {ConnectionStore, type Environment} from '../../../sandbox/connections.js';
import {accountsOf, healthy, institutions, plaidStatuses, seedItems, type PlaidItem} from './items.js';
import {Tokens} from './link-tokens.js';
import type {PlaidVariants} from './variants.js';

/** Everything the stand-in remembers: items and tokens. */
export class PlaidState {
  readonly items: ConnectionStore<PlaidItem>;
  readonly tokens: Tokens;
  readonly variants: () => PlaidVariants;
  readonly #clock: Clock;

  constructor(clock: Clock, variants: () => PlaidVariants) {
    this.#clock = clock;
    this.variants = variants;
    this.items = new ConnectionStore(clock, plaidStatuses, () => seedItems(clock.now()));
    this.tokens = new Tokens(clock);
  }

  /** Adds a healthy item at a bank. */
  createItem(institutionId: string, environment: Environment, products: readonly string[]): PlaidItem {
    const id = randomUUID().replaceAll('-', '');
    const item: PlaidItem = {
      id,
      environment,
      accessToken: `access-${environment}-${randomUUID()}`,
      institution: {id: institutionId, name: institutions[institutionId]?.name ?? institutionId},
      status: healthy,
      statusReason: null,
      bank: 'password',
      repairOutcome: 'repaired',
      updatedAt: this.#clock.now(),
      products,
      accounts: accountsOf(id),
    };
    this.items.add(item);
    return item;
  }

  reset(): void {
    this.items.reset();
    this.tokens.reset();
  }
}
