import type {Locator} from './types.js';

/**
 * Finds the element of a locator, or reads its text. Runs in the page, so it uses nothing from outside itself.
 *
 * @returns null if no element matches
 */
export function locate(locator: Locator, want: 'element' | 'text', mustBeVisible: boolean): Element | string | null {
  const roles: Record<string, string> = {
    button: 'button, input[type=submit], input[type=button], summary',
    link: 'a[href]',
    textbox: 'input:not([type]), input[type=text], input[type=password], input[type=email], textarea',
    checkbox: 'input[type=checkbox]',
    dialog: 'dialog',
    heading: 'h1, h2, h3, h4, h5, h6',
    listitem: 'li',
  };
  const collapse = (text: string): string => text.replace(/\s+/g, ' ').trim();

  /** Returns the text with that of shadow roots and slotted nodes. */
  function textOf(node: Node): string {
    if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
    if (node instanceof Element && (node.matches('style, script, template') || !isRendered(node))) return '';
    const slotted = node instanceof HTMLSlotElement ? node.assignedNodes({flatten: true}) : [];
    const children = slotted.length ? slotted : [...((node as Element).shadowRoot ?? node).childNodes];
    return children.map(textOf).join(' ');
  }

  /** Whether an element is rendered. A slot has no box, so it counts as rendered. */
  function isRendered(element: Element): boolean {
    return element instanceof HTMLSlotElement || element.checkVisibility({visibilityProperty: true});
  }

  function isVisible(element: Element): boolean {
    const {width, height} = element.getBoundingClientRect();
    return width > 0 && height > 0 && isRendered(element);
  }

  function* elementsIn(root: ParentNode): Generator<Element> {
    for (const element of root.children) {
      yield element;
      if (element.shadowRoot) yield* elementsIn(element.shadowRoot);
      yield* elementsIn(element);
    }
  }

  function labelOf(element: Element): string {
    const root = element.getRootNode() as ParentNode;
    const ids = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
    if (ids.length) return ids.map(id => textOf(root.querySelector(`#${CSS.escape(id)}`) ?? new Text())).join(' ');
    const own = element.getAttribute('aria-label');
    if (own !== null) return own;
    return [...((element as HTMLInputElement).labels ?? [])].map(textOf).join(' ');
  }

  const nameOf = (element: Element): string =>
    labelOf(element) || (element instanceof HTMLInputElement ? element.value : textOf(element));

  const hasRole = (element: Element, role: string): boolean =>
    element.hasAttribute('role')
      ? element.getAttribute('role') === role
      : !!roles[role] && element.matches(roles[role]);

  function fits(element: Element): boolean {
    const {css, role, name, label, text} = locator;
    return (
      (css === undefined || element.matches(css)) &&
      (role === undefined || hasRole(element, role)) &&
      (label === undefined || (element.matches('input, select, textarea') && collapse(labelOf(element)) === label)) &&
      (name === undefined || collapse(nameOf(element)) === name) &&
      (text === undefined || collapse(textOf(element)) === text) &&
      (!mustBeVisible || isVisible(element))
    );
  }

  /** Returns the descendants of an element, including those in its shadow root. */
  function* below(element: Element): Generator<Element> {
    if (element.shadowRoot) yield* elementsIn(element.shadowRoot);
    yield* elementsIn(element);
  }

  const all = [...elementsIn(document)];
  const {within} = locator;
  const pool = within === undefined ? all : all.filter(element => element.matches(within)).flatMap(e => [...below(e)]);
  const found = pool.filter(fits);
  const element = locator.text === undefined ? found[0] : found.find(outer => ![...below(outer)].some(fits));
  if (!element) return null;
  return want === 'text' ? collapse(textOf(element)) : element;
}
