/**
 * Makes an element that style sheets reach as `::part(name)`. The DOM is built by calls like this one rather than by
 * templates: there are a dozen nodes in all, and a template engine would weigh as much as everything else together.
 */
export const part = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  properties?: Partial<HTMLElementTagNameMap[K]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const {role, ...others} = properties ?? {};
  const node = Object.assign(document.createElement(tag), others);
  // As attributes, here and elsewhere, because Firefox knows the ARIA properties since its version 119 only.
  if (role) node.setAttribute('role', role);
  node.part.add(name);
  node.append(...children);
  return node;
};

export const button = (name: string, onclick: () => void, ...children: (Node | string)[]): HTMLButtonElement =>
  part('button', name, {type: 'button', onclick}, ...children);
