import type {ConnectionHealth, Health} from '../../health/health.js';
import type {RepairState} from '../../repair/states.js';
import type {Look, View} from '../view.js';

/** The style of the advice by the meaning of the status. A status without an entry needs no advice. */
const LOOKS: Partial<Record<Health, Look>> = {
  'worth-repairing': 'info',
  working: 'info',
  'needs-person': 'bad',
  'needs-waiting': 'bad',
  'needs-bank': 'bad',
  gone: 'bad',
};

/** The states in which the person has already followed the advice. */
const AFTER_SIGN_IN: ReadonlySet<RepairState> = new Set(['completing', 'verifying']);

interface AdviceSituation {
  readonly health: ConnectionHealth;
  readonly state: RepairState;
  readonly view: View;
  /** False with `appearance="none"`: the page shows its own advice. */
  readonly showsOwnButton: boolean;
}

/**
 * The advice about a connection whose page has set its status. It describes the button and is not a live region,
 * because it is part of the initial page.
 */
export class AdviceView {
  readonly #paragraph = document.createElement('p');

  constructor(button: HTMLElement, message: HTMLElement) {
    this.#paragraph.id = 'advice';
    this.#paragraph.setAttribute('part', 'advice');
    button.setAttribute('aria-describedby', 'advice');
    message.before(this.#paragraph);
  }

  draw(situation: AdviceSituation | undefined, text: (key: `advice-${ConnectionHealth['advice']}`) => string): void {
    const look = situation && lookOf(situation);
    this.#paragraph.hidden = !look;
    this.#paragraph.className = look ?? '';
    this.#paragraph.textContent = look ? text(`advice-${situation.health.advice}`) : '';
  }
}

/** Returns undefined if the message contains something newer, or if the page shows its own advice. */
const lookOf = ({health, state, view, showsOwnButton}: AdviceSituation): Look | undefined =>
  showsOwnButton && view.look === 'quiet' && !AFTER_SIGN_IN.has(state) ? LOOKS[health.health] : undefined;
