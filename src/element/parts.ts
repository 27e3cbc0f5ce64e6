import {button, part} from '../surfaces/dom.js';
import type {Strings} from './strings.js';
import type {View} from './view.js';

/** What the person can do. */
interface Handlers {
  readonly open: () => void;
  /** About to open. */
  readonly intend: () => void;
  readonly restart: () => void;
  readonly dismiss: () => void;
}

/** What is drawn besides the view itself. */
interface Drawn {
  view: View;
  readonly text: (key: keyof Strings) => string;
  /** False with `appearance="none"`: then the page has a trigger of its own. */
  isOwn: boolean;
  disabled: boolean;
  logo: string | null | undefined;
}

/** The nodes of the element, made once: a button that is never replaced keeps its focus through all states. */
export class Parts {
  // Not a live region: it describes the button, as part of a page that is read from the start.
  readonly #advice = part('p', 'advice', {id: 'advice'});
  readonly #message = part('p', 'message', {role: 'status', tabIndex: -1});
  readonly #spinner = part('span', 'spinner');
  readonly #logo = part('img', 'logo', {alt: ''});
  readonly #label = document.createElement('slot');
  readonly #button: HTMLButtonElement;
  readonly #slot = Object.assign(document.createElement('slot'), {name: 'trigger'});
  readonly #slow = part('div', 'slow');
  readonly #retry: HTMLButtonElement;
  readonly #cancel: HTMLButtonElement;

  constructor(root: ParentNode, {open, intend, restart, dismiss}: Handlers) {
    this.#button = button('button', open, this.#spinner, this.#logo, this.#label);
    this.#retry = button('retry', restart);
    this.#cancel = button('cancel', dismiss);
    for (const trigger of [this.#button, this.#slot]) {
      for (const type of ['pointerover', 'focusin']) trigger.addEventListener(type, intend);
    }
    this.#slot.onclick = open;
    this.#slow.append(this.#retry, this.#cancel);
    this.#button.setAttribute('aria-describedby', 'advice');
    root.append(this.#advice, this.#message, this.#button, this.#slot, this.#slow);
  }

  /** What starts a repair: our button, or the page's own. */
  get trigger(): HTMLElement | undefined {
    return this.#slot.hidden ? this.#button : (this.#slot.assignedElements()[0] as HTMLElement);
  }

  draw({view: {label, message, look, advice, health, busy, slow}, text, isOwn, disabled, logo}: Drawn): void {
    const focused = (this.#slow.parentNode as ShadowRoot).activeElement;
    const said = message ? text(message) : '';
    // Set only when it differs, because a live region may be read out anew even for the same words.
    if (this.#message.textContent !== said) this.#message.textContent = said;
    // Even where the page draws for itself, a way out of a slow widget is offered.
    this.#message.className = isOwn || slow ? look : 'quiet';
    // What the message says is newer.
    const isAdvised = isOwn && advice && look === 'quiet';
    this.#advice.hidden = !isAdvised;
    this.#advice.className = health!;
    this.#advice.textContent = isAdvised ? text(advice) : '';
    this.#label.textContent = label ? text(label) : '';
    this.#button.hidden = !isOwn || !label;
    this.#button.disabled = disabled;
    this.#button.setAttribute('aria-disabled', `${busy}`);
    this.#spinner.hidden = !busy;
    this.#logo.hidden = busy || !logo;
    if (logo) this.#logo.src = logo;
    this.#slot.hidden = isOwn;
    this.#slow.hidden = !slow;
    this.#retry.textContent = text('tryAgain');
    this.#cancel.textContent = text('close');
    // A button that makes way, for the good news or as a way out that was taken, must not take the focus with it.
    if (focused?.getClientRects().length === 0)
      (this.#button.hidden && isOwn ? this.#message : this.trigger)?.focus({preventScroll: true});
  }
}
