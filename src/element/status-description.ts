import type {ConnectionHealth} from '../health/health.js';
import {findProvider} from '../providers/find-provider.js';
import type {DescribedConnection} from '../repair/judge.js';
import type {RepairState} from '../repair/states.js';
import type {AdviceView} from './advice-view.js';
import {ignore, loadHealth, loadStatus, type StatusPart} from './lazy-parts.js';
import type {ReconnectButton} from './reconnect-button.js';
import type {Texts} from './texts.js';
import type {View} from './view.js';

interface DrawOptions {
  readonly state: RepairState;
  readonly view: View;
  readonly isOwn: boolean;
  readonly text: (key: `advice-${ConnectionHealth['advice']}`) => string;
}

/** A status whose meaning has become known. */
export interface KnownStatus {
  /** Undefined when its table could not be loaded. */
  readonly health: ConnectionHealth | undefined;
  /** Whether the page has set it in place of an earlier one, or after the element was drawn. */
  readonly isChange: boolean;
}

/** What the status that the page has set means. Loads the code and the table for that when there is a status. */
export class StatusDescription {
  /** Null while it is still unknown. */
  health: ConnectionHealth | null | undefined;
  readonly #onKnown: (description: KnownStatus) => void;
  #part: StatusPart | undefined;
  #advice: AdviceView | undefined;
  /** The provider, status and reason that it belongs to. */
  #described = '';

  /** @param onKnown called when the meaning of a status has become known */
  constructor(onKnown: (description: KnownStatus) => void) {
    this.#onKnown = onKnown;
  }

  get texts(): Texts {
    return this.#part?.adviceTexts ?? {};
  }

  /** Follows the page's status. `isFirst` is true before the element is drawn for the first time. */
  update({provider, status, statusReason}: DescribedConnection, {isFirst}: {isFirst: boolean}): void {
    const described = status ? [provider, status, statusReason].join() : '';
    if (described === this.#described) return;
    this.#described = described;
    if (!status) {
      this.health = undefined;
      return;
    }
    // A button that is there already stays until the status says otherwise.
    if (isFirst) this.health = null;
    void this.#describe({provider, status, statusReason}).then(health => {
      if (described !== this.#described) return;
      this.health = health;
      this.#onKnown({health, isChange: !isFirst});
    });
  }

  /** Undefined when the table cannot be loaded: then the button is offered, because the backend decides in any case. */
  async #describe(connection: DescribedConnection): Promise<ConnectionHealth | undefined> {
    const part = await this.load().catch(ignore);
    return part?.describe({findProvider, loadHealth}, connection).catch(ignore);
  }

  /** Loads the code that judges a status, and its texts with it. */
  async load(): Promise<StatusPart> {
    this.#part = await loadStatus();
    return this.#part;
  }

  draw({button, message}: ReconnectButton, {state, view, isOwn, text}: DrawOptions): void {
    const {health} = this;
    if (!this.#part || (!health && !this.#advice)) return;
    this.#advice ??= new this.#part.AdviceView(button, message);
    this.#advice.draw(health ? {health, state, view, isOwn} : undefined, text);
  }
}
