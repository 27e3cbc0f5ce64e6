import type {Look} from './view.js';

/** What the button shows. */
export interface ButtonView {
  /** Undefined where there is no button. */
  readonly label: string | undefined;
  readonly isBusy: boolean;
  readonly isDisabled: boolean;
  /** False with `appearance="none"`: then the page has a trigger of its own. */
  readonly isOwn: boolean;
  readonly logo: string | null | undefined;
}

const create = <K extends keyof HTMLElementTagNameMap>(tag: K, partName: string): HTMLElementTagNameMap[K] => {
  const node = document.createElement(tag);
  node.part.add(partName);
  return node;
};

/**
 * The button and the message above it. They are created once: a button that is never replaced keeps its focus through all
 * states. An idle element has no other nodes, because a page may have many elements; what is not shown is not created.
 */
export class ReconnectButton {
  readonly button = create('button', 'button');
  /** The live region, which has to exist before it is filled. */
  readonly message = create('p', 'message');
  readonly #label = document.createElement('slot');
  readonly #onOpen: () => void;
  #spinner: HTMLElement | undefined;
  #logo: HTMLImageElement | undefined;
  #triggerSlot: HTMLSlotElement | undefined;

  constructor(root: ParentNode, onOpen: () => void) {
    this.#onOpen = onOpen;
    this.button.type = 'button';
    this.button.onclick = onOpen;
    this.button.append(this.#label);
    this.message.setAttribute('role', 'status');
    this.message.className = 'quiet';
    this.message.tabIndex = -1;
    root.append(this.message, this.button);
  }

  /** What starts a repair: our button, or the page's own trigger. */
  get trigger(): HTMLElement | undefined {
    if (!this.#triggerSlot || this.#triggerSlot.hidden) return this.button;
    return this.#triggerSlot.assignedElements().find(node => node instanceof HTMLElement);
  }

  draw({label, isBusy, isDisabled, isOwn, logo}: ButtonView): void {
    const {button} = this;
    setText(this.#label, label ?? '');
    button.hidden = !isOwn || label === undefined;
    button.disabled = isDisabled;
    if (isBusy || button.hasAttribute('aria-disabled')) button.setAttribute('aria-disabled', String(isBusy));
    if (isBusy) this.#spinner ??= this.#prepend(create('span', 'spinner'));
    if (this.#spinner) this.#spinner.hidden = !isBusy;
    if (logo && !this.#logo) {
      this.#logo = this.#prepend(create('img', 'logo'));
      this.#logo.alt = '';
    }
    if (this.#logo) {
      this.#logo.hidden = isBusy || !logo;
      if (logo) this.#logo.src = logo;
    }
    if (!isOwn) this.#triggerSlot ??= this.#createTriggerSlot();
    if (this.#triggerSlot) this.#triggerSlot.hidden = isOwn;
  }

  say(text: string, look: Look): void {
    setText(this.message, text);
    this.message.className = look;
  }

  #prepend<E extends HTMLElement>(node: E): E {
    this.button.prepend(node);
    return node;
  }

  #createTriggerSlot(): HTMLSlotElement {
    const slot = document.createElement('slot');
    slot.name = 'trigger';
    slot.onclick = this.#onOpen;
    this.button.after(slot);
    return slot;
  }
}

/** Sets a text only when it differs, because a live region may be read out again even for the same text. */
function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
