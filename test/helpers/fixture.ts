import '../../src/index.js';
import type {BankReconnectElement} from '../../src/index.js';
import {limits} from '../../src/repair/limits.js';

const initialLimits = {...limits};
const tracked = new Set<Element>();

// Runs in every file that imports this module, so that no test leaves anything for the next.
afterEach(async () => {
  for (const element of tracked) element.remove();
  tracked.clear();
  // The element tells a removal from a move a microtask later.
  await new Promise(resolve => setTimeout(resolve));
  Object.assign(limits, initialLimits);
});

/** Shortens waits for one test, in milliseconds. */
export const shorten = (changes: Partial<typeof limits>): void => void Object.assign(limits, changes);

/** Appends an element, and removes it after the test. */
export function track<E extends Element>(element: E, parent: Node = document.body): E {
  tracked.add(element);
  parent.appendChild(element);
  return element;
}

type Attributes = Readonly<Record<string, string>>;

/** Creates an element with attributes and properties outside the page. */
export const make = (attributes: Attributes = {}, properties: Partial<BankReconnectElement> = {}) => {
  const element = document.createElement('bank-reconnect');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return Object.assign(element, properties);
};

/** Creates an element in the page and waits until it has rendered. */
export async function create(
  attributes: Attributes = {},
  properties: Partial<BankReconnectElement> = {},
): Promise<BankReconnectElement> {
  const element = track(make(attributes, properties));
  await element.updateComplete;
  return element;
}

/** The visible element with that part name. A part can be present and hidden. */
export const part = <E extends HTMLElement = HTMLElement>(element: Element, name: string): E | undefined =>
  [...element.shadowRoot!.querySelectorAll<E>(`[part~='${name}']`)].find(found => found.getClientRects().length > 0);

/** Whether a node is not hidden. */
const isShown = (node: Node): boolean =>
  !(node instanceof HTMLElement) || (!node.hidden && getComputedStyle(node).display !== 'none');

/** The visible text of a node in the shadow root, with the nodes assigned to its slots. */
export const textOf = (node: Node | undefined): string => {
  if (!node || !isShown(node)) return '';
  if (node instanceof HTMLSlotElement && node.assignedNodes().length) {
    return node.assignedNodes().map(textOf).join('');
  }
  const text = node.nodeType === Node.TEXT_NODE ? node.nodeValue! : [...node.childNodes].map(textOf).join('');
  return text.replace(/\s+/g, ' ').trim();
};

/** The present text of the live regions. */
export const announcement = (element: Element): string =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>('[role=status]')].map(textOf).join(' ').trim();
