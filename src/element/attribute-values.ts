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

/** Converts a value that the page has set to one that the element can use. `name` is the property's. */
export type Convert = (name: string, value: unknown) => unknown;

/** Converts a boolean property. Frameworks may set it to the text `false`. */
export const toBoolean: Convert = (_, value) => !!value && primitiveOf(value) !== 'false';

/**
 * Converts a text property, because hosts have ids that are numbers, and URL objects. An object counts as its JSON value,
 * which is a text for a `URL` and a `Date`. null, undefined and '' stay, and mean unset. Anything else is unset, with a
 * warning.
 */
export function toText(name: string, value: unknown): string | null | undefined {
  const primitive = primitiveOf(value);
  const isNumber = typeof primitive === 'bigint' || Number.isFinite(primitive);
  if (isNumber || typeof primitive === 'string') return String(primitive);
  return primitive === null ? null : ignored(name, primitive);
}

/** Returns the converter of a property whose values have one of these types. */
export const ofType =
  (...types: string[]): Convert =>
  (name, value) =>
    value === null || types.includes(typeof value) ? value : ignored(name, value);

/**
 * Returns undefined, with a warning unless the value means unset. Frameworks set `false` for `condition && value`. The
 * value is not logged, because it may be secret.
 */
function ignored(name: string, value: unknown): undefined {
  if (value !== undefined && value !== '' && value !== false) warn(`ignoring ${name}, whose value is not usable`);
}

/** Returns the pairs of an object, a `Headers` object, a `Map` or an array of pairs. */
const pairsOf = (source: object): [string, unknown][] =>
  Symbol.iterator in source
    ? [...(source as Iterable<[string, unknown]>)].filter(Array.isArray)
    : Object.entries(source);

/**
 * Reads headers into an object with names in lower case. Wrappers of `fetch` that a page may have spread such an object,
 * which loses the members of a `Headers` object. A header that `fetch` would refuse is left out, with a warning.
 */
export function toHeaders(source: unknown): Record<string, string> {
  const headers = new Headers();
  for (const [name, value] of pairsOf(Object(ofType('object')('headers', source)) as object)) {
    const text = toText('a header', value);
    try {
      if (text) headers.set(name, text);
    } catch {
      ignored('a header', value);
    }
  }
  return Object.fromEntries(headers);
}

/** Reads a list of origins: any iterable, or a single one. An origin may be a `URL` or end with a slash. */
export function toOrigins(source: unknown): string[] {
  const isList = typeof source === 'object' && source && Symbol.iterator in source;
  const origins = isList ? [...(source as Iterable<unknown>)] : [source];
  return origins.map(origin => (toText('widgetOrigins', origin) ?? '').replace(/\/$/, ''));
}

/** Returns a primitive value unchanged, and that of an object if it has one. */
function primitiveOf(value: unknown): unknown {
  if (typeof value !== 'object' || !value) return value;
  try {
    const {toJSON} = value as {toJSON?: () => unknown};
    return toJSON ? toJSON.call(value) : value.valueOf();
  } catch {
    return value;
  }
}
