/** Returns a node's elements up to the root of the page, through shadow roots. A slotted element is at its slot. */
export function inclusiveAncestors(element: Element | null): Element[] {
  const ancestors: Element[] = [];
  for (let node: Node | null = element; node;) {
    if (node instanceof Element) ancestors.push(node);
    const slot: Node | null = node instanceof Element ? node.assignedSlot : null;
    node = slot ?? node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
  }
  return ancestors;
}
