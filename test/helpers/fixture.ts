import '../../src/index.js';
import type {BankReconnectElement} from '../../src/index.js';
import {limits} from '../../src/repair/limits.js';

const initialLimits = {...limits};
const made = new Set<Element>();

// Every file that makes an element gets this: nothing of one test is left for the next.
afterEach(async () => {
  for (const element of made) element.remove();
  made.clear();
  // Whether an element is gone or only moved is decided a microtask later.
  await new Promise(resolve => setTimeout(resolve));
  Object.assign(limits, initialLimits);
});

/** Shortens waits for one test; milliseconds, see the table itself. */
export const shorten = (changes: Partial<typeof limits>): void => void Object.assign(limits, changes);

/** Anything that is to go after the test. */
export function track<E extends Element>(element: E, parent: Node = document.body): E {
  made.add(element);
  parent.appendChild(element);
  return element;
}

type Attributes = Readonly<Record<string, string>>;

/** An element with these attributes and properties, without being in the page. */
export const make = (attributes: Attributes = {}, properties: Partial<BankReconnectElement> = {}) => {
  const element = document.createElement('bank-reconnect');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return Object.assign(element, properties);
};

/** The same, in the page and rendered. */
export async function create(
  attributes: Attributes = {},
  properties: Partial<BankReconnectElement> = {},
): Promise<BankReconnectElement> {
  const element = track(make(attributes, properties));
  await element.updateComplete;
  return element;
}

/** What is shown under that part name; a part can be there and hidden. */
export const part = <E extends HTMLElement = HTMLElement>(element: Element, name: string): E | undefined =>
  [...element.shadowRoot!.querySelectorAll<E>(`[part~='${name}']`)].find(found => found.getClientRects().length > 0);

/** Whether a node and all around it is shown. */
const isShown = (node: Node): boolean =>
  !(node instanceof HTMLElement) || (!node.hidden && getComputedStyle(node).display !== 'none');

/** The text of an element of the shadow root that a person can see or hear, without what is hidden. */
export const textOf = (node: Node | undefined): string => {
  if (!node || !isShown(node)) return '';
  if (node instanceof HTMLSlotElement && node.assignedNodes().length) {
    return node.assignedNodes().map(textOf).join('');
  }
  const text = node.nodeType === Node.TEXT_NODE ? node.nodeValue! : [...node.childNodes].map(textOf).join('');
  return text.replace(/\s+/g, ' ').trim();
};

/** What the live regions say now. */
export const said = (element: Element): string =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>('[role=status]')].map(textOf).join(' ').trim();
