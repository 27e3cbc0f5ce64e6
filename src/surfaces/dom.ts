/**
 * Creates an element that style sheets reach as `::part(name)`. The engine builds its few nodes with this function
 * instead of templates, because lit's template engine would weigh more than the code that uses it.
 */
export const part = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  properties?: Partial<HTMLElementTagNameMap[K]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const {role, ...others} = properties ?? {};
  const node = Object.assign(document.createElement(tag), others);
  // As an attribute: Firefox reflects ARIA properties only since version 119.
  if (role) node.setAttribute('role', role);
  node.part.add(name);
  node.append(...children);
  return node;
};

export const button = (name: string, onclick: () => void, ...children: (Node | string)[]): HTMLButtonElement =>
  part('button', name, {type: 'button', onclick}, ...children);
