// Functions that run in the page. They use nothing from outside themselves.

/**
 * Scrolls an element into view, waits until it has stopped moving, and finds its centre.
 *
 * @returns null while something covers the centre
 */
export async function findClickPoint(element: Element): Promise<{x: number; y: number} | null> {
  const centre = () => {
    const {left, top, width, height} = element.getBoundingClientRect();
    return {x: left + width / 2, y: top + height / 2};
  };
  const isInView = ({x, y}: {x: number; y: number}) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  // A window in the background may have no animation frames.
  const nextFrame = () =>
    new Promise(resolve => {
      requestAnimationFrame(resolve);
      setTimeout(resolve, 100);
    });
  if (!isInView(centre())) element.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
  let last;
  let point = centre();
  do {
    last = point;
    await nextFrame();
    point = centre();
  } while (point.x !== last.x || point.y !== last.y);
  let hit = document.elementFromPoint(point.x, point.y);
  for (;;) {
    const root = hit?.shadowRoot;
    // The text of a slot belongs to the host element, and hides what is around the slot from `elementFromPoint`.
    const inner = root?.elementsFromPoint(point.x, point.y).find(element => element.getRootNode() === root);
    if (!inner) break;
    hit = inner;
  }
  // The topmost element must be the element itself or inside of it, in the flat tree.
  for (let node: Node | null = hit; node;) {
    if (node === element) return point;
    node = (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host ?? null;
  }
  return null;
}

/** Returns the place of an iframe's content in its document, in CSS pixels. Scrolls the iframe into view. */
export function contentOrigin(iframe: HTMLIFrameElement): {x: number; y: number} {
  const isInView = () => {
    const {left, top, right, bottom} = iframe.getBoundingClientRect();
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  };
  if (!isInView()) iframe.scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'});
  const {left, top} = iframe.getBoundingClientRect();
  const {paddingLeft, paddingTop} = getComputedStyle(iframe);
  return {x: left + iframe.clientLeft + parseFloat(paddingLeft), y: top + iframe.clientTop + parseFloat(paddingTop)};
}

/** Focuses a field and replaces its text, with the events of a paste. */
export function fillField(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  if (field.disabled || field.readOnly) throw new Error('The field cannot be changed');
  field.focus();
  field.value = text;
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, {bubbles: true}));
}
