/** Whether the document has a layout. It has none in a frame that the page has not shown, and in test environments. */
const hasLayout = (): boolean => document.documentElement.clientWidth > 0 && innerHeight > 0;

/** Whether a node has a box that the browser paints. An element of the top layer has none inside a hidden one. */
export function isRendered(node: Element): boolean {
  if (!hasLayout()) return true;
  // Safari before version 17.4 lacks it, and has no `content-visibility`, for which it is needed.
  const hasCheck = 'checkVisibility' in node;
  return hasCheck ? node.checkVisibility() : (node as Element).getClientRects().length > 0;
}

/**
 * Whether a pointer reaches a modal dialog. Everything else is inert then, so a hit on the page itself means that the
 * pointer passes through the dialog, or that the dialog is outside the window. A later element of the top layer may cover
 * the dialog: that is the page's choice, and passes.
 */
export function isReachable(dialog: HTMLDialogElement): boolean {
  if (!hasLayout()) return true;
  const {left, top, width, height} = dialog.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  return !!hit && hit !== document.documentElement && hit !== document.body;
}
