/**
 * Creates an element that style sheets select with `::part(name)`. The engine creates its few nodes with this function
 * instead of templates, because lit's template engine is larger than the code that would use it.
 */
export const part = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  properties?: Partial<HTMLElementTagNameMap[K]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const {role, ...others} = properties ?? {};
  const node = Object.assign(document.createElement(tag), others);
  // Set as an attribute, because Firefox before version 119 does not reflect ARIA properties.
  if (role) node.setAttribute('role', role);
  // Not by `part`, which the DOMs of test environments lack.
  node.setAttribute('part', name);
  node.append(...children);
  return node;
};

/** Creates a button that style sheets select with `::part(name)`. */
export const button = (name: string, onclick: () => void, ...children: (Node | string)[]): HTMLButtonElement =>
  part('button', name, {type: 'button', onclick}, ...children);
