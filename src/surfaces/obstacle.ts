import {inclusiveAncestors} from './ancestors.js';

/**
 * Returns what makes the body inert or invisible, and with it an overlay that a vendor's script adds to the body: a modal
 * dialog of the page, the `inert` attribute, or an element in full screen. Returns undefined if nothing does. A popover
 * does neither.
 *
 * @param element an element of the page, whose ancestors in all shadow roots are searched
 */
export function findObstacle(element: Element): string | undefined {
  const {body, documentElement, fullscreenElement} = document;
  for (const node of [documentElement, body]) if (node.inert) return `the attribute inert of ${nameOf(node)}`;
  // Another dialog in a shadow root usually has the focus.
  const candidates = [
    ...document.querySelectorAll('dialog'),
    ...inclusiveAncestors(element),
    ...inclusiveAncestors(focusedElement()),
  ];
  const dialog = candidates.find(node => node.matches('dialog:modal'));
  if (dialog) return `the modal ${nameOf(dialog)}`;
  if (!fullscreenElement || fullscreenElement.contains(body)) return undefined;
  return `the full screen of ${nameOf(fullscreenElement)}`;
}

const nameOf = ({localName, id}: Element): string => `<${localName}${id && ` id="${id}"`}>`;

function focusedElement(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}
