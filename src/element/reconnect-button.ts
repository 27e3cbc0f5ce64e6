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

/** The nodes of an idle element. Each element clones them, which is faster than creating and setting up each node. */
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
 * The button and the message above it. They are created once: a button that is never replaced keeps its focus through all
 * states. An idle element has no other nodes, because a page may have many elements; what is not shown is not created.
 */
export class ReconnectButton {
  /** The live region, which has to exist before it is filled. */
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

  /** What starts a repair: our button, or the page's own trigger. */
  get trigger(): HTMLElement | undefined {
    if (!this.#triggerSlot || this.#triggerSlot.hidden) return this.button;
    return this.#triggerSlot.assignedElements().find(node => node instanceof HTMLElement);
  }

  draw({label, isBusy, isDisabled, isOwn, logo}: ButtonView): void {
    const {button} = this;
    if (label !== undefined && label !== this.#labelText) this.#label.textContent = this.#labelText = label;
    button.hidden = !isOwn || label === undefined;
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
    if (!isOwn) this.#triggerSlot ??= this.#createTriggerSlot();
    if (this.#triggerSlot) this.#triggerSlot.hidden = isOwn;
  }

  say(text: string, look: Look): void {
    // Only when it differs, because a live region may be read out again even for the same text.
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
