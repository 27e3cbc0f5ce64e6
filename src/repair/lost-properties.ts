/** The element's properties without an attribute. */
const properties = ['headers', 'strings', 'widgetOrigins', 'fetchToken', 'fetchStatus', 'completeRepair'];

let hasWarned = false;

/**
 * Logs one warning for the page's developer if an attribute stands where a property is missing. React and Svelte write such
 * an attribute on a tag that is not defined yet. A value is not logged, because headers may have secrets.
 */
export function warnOfLostProperties(element: Element): void {
  const lost = element.getAttributeNames().filter(name => {
    const property = properties.find(known => known.toLowerCase() === name.replaceAll('-', ''));
    return property && !element[property as keyof Element];
  });
  if (!lost.length || hasWarned) return;
  hasWarned = true;
  // eslint-disable-next-line no-console -- the developer of the page looks for the cause there
  console.warn(
    `<bank-reconnect>: no attribute, but a property: ${String(lost)}. Import bank-reconnect before rendering, or use its component.`,
  );
}
