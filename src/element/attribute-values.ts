/** The messages of earlier warnings. */
const warned = new Set<string>();

/** Logs a warning for the page's developer, once per message. */
export function warn(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  // eslint-disable-next-line no-console -- the page keeps working, so only the console reaches its developer
  console.warn(`<bank-reconnect>: ${message}`);
}

/** Returns `value` if it is one of `values`, else the first of them. null, undefined and '' mean unset. */
export function oneOf<V extends string>(
  attribute: string,
  value: string | null | undefined,
  values: readonly [V, ...V[]],
): V {
  const [fallback] = values;
  if (!value) return fallback;
  const match = values.find(known => known === value);
  if (!match) warn(`unknown ${attribute} "${value}", using "${fallback}"`);
  return match ?? fallback;
}

/** Converts a boolean attribute. Unlike in HTML, the value `false` is false, because frameworks set it. */
export const booleanAttribute = {
  fromAttribute: (value: string | null): boolean => value !== null && value !== 'false',
};

/** Reads a boolean property. Frameworks may set it to the string `false`. */
export const isOn = (value: unknown): boolean => !!value && value !== 'false';
