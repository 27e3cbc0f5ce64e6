import {until} from './until.js';

/** Returns the open dialog of the only repair, wherever it is. */
export function findDialog(): HTMLDialogElement | undefined {
  const roots = [...document.querySelectorAll('bank-reconnect, body > div')].map(({shadowRoot}) => shadowRoot);
  return (
    roots.map(root => root?.querySelector<HTMLDialogElement>('dialog[open]')).find(dialog => !!dialog) ?? undefined
  );
}

/** Whether a pointer at the middle of `node` reaches it or a descendant. */
export function isHit(node: Element): boolean {
  const {left, top, width, height} = node.getBoundingClientRect();
  const root = node.getRootNode() as Document | ShadowRoot;
  return node.contains(root.elementFromPoint(left + width / 2, top + height / 2));
}

/** Waits for a dialog with a frame, and returns both with the close button. */
export async function shownDialog() {
  const dialog = await until(() => (findDialog()?.querySelector('iframe') ? findDialog() : undefined), 'a dialog');
  return {
    dialog,
    frame: dialog.querySelector('iframe')!,
    closeButton: dialog.querySelector<HTMLButtonElement>('[part=close]')!,
  };
}
