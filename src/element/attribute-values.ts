const warned = new Set<string>();

/** Warns the page's developer, once per message. */
export function warn(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  // eslint-disable-next-line no-console -- the only way to reach a developer whose page keeps working
  console.warn(`<bank-reconnect>: ${message}`);
}

/** `value` if it is one of `words`, else the first of them. null, undefined and '' mean unset. */
export function oneOf<W extends string>(
  attribute: string,
  value: string | null | undefined,
  words: readonly [W, ...W[]],
): W {
  const [fallback] = words;
  if (!value) return fallback;
  const word = words.find(known => known === value);
  if (!word) warn(`unknown ${attribute} "${value}", using "${fallback}"`);
  return word ?? fallback;
}

/** Converts a boolean attribute. Unlike in HTML, the text `false` is false, because frameworks write it. */
export const booleanAttribute = {
  fromAttribute: (value: string | null): boolean => value !== null && value !== 'false',
};

/** Reads a boolean property, which frameworks may set to the text `false`. */
export const isOn = (value: unknown): boolean => !!value && value !== 'false';
