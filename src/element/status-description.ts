import type {ConnectionHealth} from '../health/health.js';
import {findProvider} from '../providers/find-provider.js';
import type {DescribedConnection} from '../repair/judge.js';
import type {RepairState} from '../repair/states.js';
import type {AdviceView} from './status/advice-view.js';
import {ignore, loadHealth, loadStatus, type StatusPart} from './lazy-parts.js';
import type {ReconnectButton} from './reconnect-button.js';
import type {Texts} from './texts.js';
import type {View} from './view.js';

interface DrawOptions {
  readonly state: RepairState;
  readonly view: View;
  readonly showsOwnButton: boolean;
  readonly text: (key: `advice-${ConnectionHealth['advice']}`) => string;
}

/** A status whose meaning has loaded. */
export interface KnownStatus {
  /** Undefined when its table has failed to load. */
  readonly health: ConnectionHealth | undefined;
  /** Whether the page has set the status after the element was first drawn. */
  readonly isChange: boolean;
}

/**
 * The meaning of the status that the page has set. Loads its code and the provider's table only when a status is set.
 */
export class StatusDescription {
  /** Null until the meaning has loaded, undefined without a status. */
  health: ConnectionHealth | null | undefined;
  readonly #onKnown: (description: KnownStatus) => void;
  #part: StatusPart | undefined;
  #advice: AdviceView | undefined;
  /** The provider, status and reason of `health`, as one string. */
  #described = '';

  /** @param onKnown called when the meaning of a status has loaded */
  constructor(onKnown: (description: KnownStatus) => void) {
    this.#onKnown = onKnown;
  }

  /** The advice texts, empty until they have loaded. */
  get texts(): Texts {
    return this.#part?.adviceTexts ?? {};
  }

  /**
   * Updates the meaning after a change of the page's status.
   *
   * @param isFirst true before the element is drawn for the first time
   */
  update({provider, status, statusReason}: DescribedConnection, {isFirst}: {isFirst: boolean}): void {
    const described = status ? [provider, status, statusReason].join() : '';
    if (described === this.#described) return;
    this.#described = described;
    if (!status) {
      this.health = undefined;
      return;
    }
    // An existing button stays until the meaning of the new status has loaded.
    if (isFirst) this.health = null;
    void this.#describe({provider, status, statusReason}).then(health => {
      if (described !== this.#described) return;
      this.health = health;
      this.#onKnown({health, isChange: !isFirst});
    });
  }

  /**
   * Resolves with undefined when the table fails to load. Then the button is shown, because the backend decides in any
   * case.
   */
  async #describe(connection: DescribedConnection): Promise<ConnectionHealth | undefined> {
    const part = await this.load().catch(ignore);
    return part?.describe({findProvider, loadHealth}, connection).catch(ignore);
  }

  /** Loads the code that judges a status. It contains the advice texts, which the result of a verification may show. */
  async load(): Promise<StatusPart> {
    this.#part = await loadStatus();
    return this.#part;
  }

  /** Draws the advice, if its code has loaded. */
  draw({button, message}: ReconnectButton, {state, view, showsOwnButton, text}: DrawOptions): void {
    const {health} = this;
    if (!this.#part || (!health && !this.#advice)) return;
    this.#advice ??= new this.#part.AdviceView(button, message);
    this.#advice.draw(health ? {health, state, view, showsOwnButton} : undefined, text);
  }
}
