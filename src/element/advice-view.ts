import type {ConnectionHealth, Health} from '../health/health.js';
import type {RepairState} from '../repair/states.js';
import type {Look, View} from './view.js';

/** How the advice is drawn, by what the status means; a status without an entry needs no advice. */
const LOOKS: Partial<Record<Health, Look>> = {
  'worth-repairing': 'info',
  working: 'info',
  'needs-person': 'bad',
  'needs-waiting': 'bad',
  'needs-bank': 'bad',
  gone: 'bad',
};

/** In these states the person has followed the advice already. */
const AFTER_SIGN_IN: ReadonlySet<RepairState> = new Set(['completing', 'verifying']);

interface AdviceSituation {
  readonly health: ConnectionHealth;
  readonly state: RepairState;
  readonly view: View;
  /** False with `appearance="none"`: then the page says it itself. */
  readonly isOwn: boolean;
}

/**
 * What is said about a connection whose page has set its status. Not a live region: it describes the button, as a part of
 * the page that is read from the start.
 */
export class AdviceView {
  readonly #paragraph = document.createElement('p');

  constructor(button: HTMLElement, message: HTMLElement) {
    this.#paragraph.id = 'advice';
    this.#paragraph.part.add('advice');
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

/** Undefined where the message says something newer, or the page speaks for itself. */
const lookOf = ({health, state, view, isOwn}: AdviceSituation): Look | undefined =>
  isOwn && view.look === 'quiet' && !AFTER_SIGN_IN.has(state) ? LOOKS[health.health] : undefined;
