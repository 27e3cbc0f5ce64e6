import {inclusiveAncestors} from './ancestors.js';
import {createHolder} from './holder.js';
import {isolate, TRAPPED_EVENTS} from './isolate.js';
import {beforePageCopies} from './page-copies.js';
import {isReachable, isRendered} from './rendered.js';
import {lockScroll} from './scroll-lock.js';

interface ModalDialogOptions {
  readonly dialog: HTMLDialogElement;
  /** The element's shadow root. */
  readonly root: ShadowRoot;
  /** How long the dialog may be hidden while it is open, in milliseconds. */
  readonly patience: number;
  /** Called a task later, when the dialog is in its final place. A frame that is added before would load twice. */
  readonly onReady: () => void;
  /** Called when the page hides the dialog, and it cannot be shown elsewhere. */
  readonly onLost: () => void;
  readonly onClose: () => void;
}

export interface ModalDialog {
  /** Whether the dialog is outside the element. */
  readonly isElsewhere: boolean;
  close(): void;
}

/** Elements whose place in the page was hidden while their dialog was open. The next dialog is shown elsewhere at once. */
const hiddenPlaces = new WeakSet<ShadowRoot>();

/**
 * Shows a modal dialog in the element's shadow root. While a dialog is modal, the rest of the page is inert, so one that is
 * not painted would leave a dead page: for example in a menu that the click on the element closes. Such a dialog is shown
 * from an element of its own in the body. The place is checked at once, a task later, and while the dialog is open.
 *
 * @returns undefined, with nothing shown, when the dialog is hidden there too
 */
export function showModalDialog(options: ModalDialogOptions): ModalDialog | undefined {
  const {dialog, root, patience, onReady, onLost, onClose} = options;
  let holder: Element | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopCopies: (() => void) | undefined;

  const showIn = (place: ShadowRoot) => {
    place.append(dialog);
    undoZoom(dialog, place.host);
    // Test environments have no modal dialogs and no observers.
    dialog.showModal?.();
  };
  const addHolder = () => {
    hiddenPlaces.add(root);
    const place = createHolder(root);
    holder = place.host;
    stopCopies = beforePageCopies(onLost);
    return place;
  };
  const isUsable = () => isRendered(dialog) && isReachable(dialog);
  /** Shows the dialog elsewhere if its place is unusable. Returns whether it is usable then. */
  const findPlace = () => {
    if (isUsable() || holder) return isUsable();
    dialog.close?.();
    showIn(addHolder());
    return isUsable();
  };
  /** Moves the open dialog without reloading its frame. Has no effect in a browser that cannot do that. */
  const move = () => {
    if (holder || !('moveBefore' in dialog)) return;
    (addHolder() as unknown as {moveBefore(node: Node, next: null): void}).moveBefore(dialog, null);
    undoZoom(dialog, holder!);
  };
  const watch = () => {
    clearTimeout(timer);
    if (isRendered(dialog)) return;
    move();
    if (isRendered(dialog)) return;
    hiddenPlaces.add(root);
    timer = setTimeout(() => {
      if (!isRendered(dialog)) onLost();
    }, patience);
  };
  const observer = 'IntersectionObserver' in window ? new IntersectionObserver(watch) : undefined;
  const unlockScroll = lockScroll();
  const stopIsolation = isolate(TRAPPED_EVENTS, node => node === dialog);
  const close = () => {
    clearTimeout(timer);
    observer?.disconnect();
    stopCopies?.();
    stopIsolation();
    unlockScroll();
    dialog.onclose = null;
    // A dialog restores the focus only if it is closed before its removal.
    dialog.close?.();
    dialog.remove();
    holder?.remove();
  };

  dialog.oncancel = event => {
    event.preventDefault();
    onClose();
  };
  // When Escape is pressed twice, browsers close a dialog without a cancel event. The event of a dialog that is closed
  // and shown elsewhere arrives when it is open again.
  dialog.onclose = () => {
    if (!dialog.open) onClose();
  };
  showIn(hiddenPlaces.has(root) ? addHolder() : root);
  if (!findPlace()) {
    close();
    return undefined;
  }
  timer = setTimeout(() => {
    if (!findPlace()) return onLost();
    onReady();
    observer?.observe(dialog);
  });
  return {
    get isElsewhere() {
      return !!holder;
    },
    close,
  };
}

/** Cancels the zoom of the ancestors. It multiplies and is not inherited, so a style sheet cannot reset it. */
function undoZoom(dialog: HTMLElement, parent: Element): void {
  const factors = inclusiveAncestors(parent).map(node => Number(getComputedStyle(node).zoom) || 1);
  const zoom = factors.reduce((product, factor) => product * factor);
  dialog.style.zoom = zoom === 1 ? '' : String(1 / zoom);
}
