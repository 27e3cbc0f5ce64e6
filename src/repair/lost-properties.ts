/** The element's properties without an attribute, in lower case. */
const properties = new Map(
  (['headers', 'strings', 'widgetOrigins', 'fetchToken', 'fetchStatus', 'completeRepair'] as const).map(name => [
    name.toLowerCase(),
    name,
  ]),
);

/** What templates write around the name of a property, as in `v-bind:headers.prop`, `[headers]` and `.headers`. */
const TEMPLATE_MARKS = /^.*:|^[.[]|\.prop$|\]$/g;

let hasWarned = false;

/** Returns the names of attributes that stand where a property is missing, in any spelling of frameworks. */
export function findLostProperties(element: Element): string[] {
  return element.getAttributeNames().filter(name => {
    const property = properties.get(name.toLowerCase().replace(TEMPLATE_MARKS, '').replace(/[-_]/g, ''));
    return property && !element[property as keyof Element];
  });
}

/**
 * Logs one warning for the page's developer if an attribute stands where a property is missing. React and Svelte write such
 * an attribute on a tag that is not defined yet. It is looked for when a repair begins, because a framework may set the
 * property after the tag's upgrade. A value is not logged, because headers may have secrets.
 */
export function warnOfLostProperties(element: Element): void {
  const lost = findLostProperties(element);
  if (!lost.length || hasWarned) return;
  hasWarned = true;
  // eslint-disable-next-line no-console -- the developer of the page looks for the cause there
  console.warn(
    `<bank-reconnect>: no attribute, but a property: ${String(lost)}. Import bank-reconnect before rendering, or use its component.`,
  );
}
