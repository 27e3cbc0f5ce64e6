import type {Look} from './view.js';

/** The state of the button. */
export interface ButtonView {
  /** Undefined for a hidden button. */
  readonly label: string | undefined;
  readonly isBusy: boolean;
  readonly isDisabled: boolean;
  /** False with `appearance="none"`: the page has its own trigger. */
  readonly showsOwnButton: boolean;
  readonly logo: string | null | undefined;
}

const create = <K extends keyof HTMLElementTagNameMap>(tag: K, partName: string): HTMLElementTagNameMap[K] => {
  const node = document.createElement(tag);
  // Not by `part`, which the DOMs of test environments lack.
  node.setAttribute('part', partName);
  return node;
};

/** The nodes of an idle element. Each element clones them, which is faster than creating each node. */
let idleNodes: DocumentFragment | undefined;

function createIdleNodes(): DocumentFragment {
  const message = create('p', 'message');
  message.setAttribute('role', 'status');
  message.className = 'quiet';
  message.tabIndex = -1;
  const button = create('button', 'button');
  button.type = 'button';
  button.append(document.createElement('slot'));
  const nodes = document.createDocumentFragment();
  nodes.append(message, button);
  return nodes;
}

/**
 * The button and the message above it. They are created once, so that the button keeps its focus through all states.
 * Other nodes are created when they are first shown, because a page may have many idle elements.
 */
export class ReconnectButton {
  /** The live region. It must exist before it has a text. */
  readonly message: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly #label: Element;
  readonly #onOpen: () => void;
  #labelText = '';
  #messageText = '';
  #look: Look = 'quiet';
  #isBusy = false;
  #spinner: HTMLElement | undefined;
  #logo: HTMLImageElement | undefined;
  #triggerSlot: HTMLSlotElement | undefined;

  constructor(root: ParentNode, onOpen: () => void) {
    idleNodes ??= createIdleNodes();
    const nodes = idleNodes.cloneNode(true);
    this.message = nodes.firstChild as HTMLElement;
    this.button = nodes.lastChild as HTMLButtonElement;
    this.#label = this.button.firstElementChild!;
    this.#onOpen = onOpen;
    this.button.onclick = onOpen;
    root.append(nodes);
  }

  /** The control that starts a repair: the element's button or the page's trigger. */
  get trigger(): HTMLElement | undefined {
    if (!this.#triggerSlot || this.#triggerSlot.hidden) return this.button;
    return this.#triggerSlot.assignedElements().find(node => node instanceof HTMLElement);
  }

  /** Updates the button's nodes. */
  draw({label, isBusy, isDisabled, showsOwnButton, logo}: ButtonView): void {
    const {button} = this;
    if (label !== undefined && label !== this.#labelText) this.#label.textContent = this.#labelText = label;
    button.hidden = !showsOwnButton || label === undefined;
    button.disabled = isDisabled;
    if (isBusy !== this.#isBusy) {
      this.#isBusy = isBusy;
      button.setAttribute('aria-disabled', String(isBusy));
    }
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
    if (!showsOwnButton) this.#triggerSlot ??= this.#createTriggerSlot();
    if (this.#triggerSlot) this.#triggerSlot.hidden = showsOwnButton;
  }

  /** Updates the message's text and style. */
  showMessage(text: string, look: Look): void {
    // Screen readers may read a live region again even for the same text, so it is set only after a change.
    if (text !== this.#messageText) this.message.textContent = this.#messageText = text;
    if (look !== this.#look) this.message.className = this.#look = look;
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
