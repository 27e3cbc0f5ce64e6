const warned = new Set<string>();

/** Tells the page's developer something, once. */
export function warn(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  // eslint-disable-next-line no-console -- the one way to reach a developer whose page goes on working
  console.warn(`<bank-reconnect>: ${message}`);
}

/** `value` if it is one of `words`, else the first of them; null, undefined and '' mean unset. */
export function oneOf<W extends string>(
  attribute: string,
  value: string | null | undefined,
  words: readonly [W, ...W[]],
): W {
  if (!value) return words[0];
  if (words.includes(value as W)) return value as W;
  warn(`unknown ${attribute} "${value}", using "${words[0]}"`);
  return words[0];
}

/** A boolean attribute; unlike HTML's, the text `false` is false, because frameworks write it. */
export const booleanAttribute = {
  fromAttribute: (value: string | null): boolean => value !== null && isOn(value || true),
};

/** A boolean property, which frameworks set to that text as well. */
export const isOn = (value: unknown): boolean => !!value && value !== 'false';
