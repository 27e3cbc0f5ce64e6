import {randomUUID} from 'node:crypto';
import type {Clock} from '../../../sandbox/clock.js';
import {ConnectionStore, type Environment} from '../../../sandbox/connections.js';
import {firstAccountsOf, institutions, seedItems, type PlaidItem} from './items.js';
import {LinkRecords} from './link-records.js';
import {Tokens} from './link-tokens.js';
import {healthy, plaidStatuses} from './statuses.js';
import type {PlaidVariants} from './variants.js';

/** The state of the stand-in: items, tokens and records of Link sessions. */
export class PlaidState {
  readonly items: ConnectionStore<PlaidItem>;
  readonly tokens: Tokens;
  readonly records: LinkRecords;
  readonly variants: () => PlaidVariants;
  readonly #clock: Clock;

  constructor(clock: Clock, variants: () => PlaidVariants) {
    this.#clock = clock;
    this.variants = variants;
    this.items = new ConnectionStore(clock, plaidStatuses, () => seedItems(clock.now()));
    this.tokens = new Tokens(clock);
    this.records = new LinkRecords(clock);
  }

  /**
   * Adds a healthy item at a bank.
   * @param webhook the item's webhook URL; null for the sandbox's webhook URL of Plaid
   */
  createItem(
    institutionId: string,
    environment: Environment,
    products: readonly string[],
    webhook: string | null,
  ): PlaidItem {
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
      accounts: firstAccountsOf(id),
      webhook,
      consentExpiresAt: null,
    };
    this.items.add(item);
    return item;
  }

  reset(): void {
    this.items.reset();
    this.tokens.reset();
    this.records.reset();
  }
}
