/** Returns a number from JSON as its text, because databases have numeric ids. null stays. Anything else has no text. */
export function toText(value: unknown): string | null | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' || value === null ? value : undefined;
}

/** Returns an object whose members with these names are texts, null or undefined. Other members stay. */
export function withTexts<T extends object>(source: T, names: readonly string[]): T {
  const members = source as Record<string, unknown>;
  const wrong = names.filter(name => toText(members[name]) !== members[name]);
  // An answer of a host's client may be an instance of a class, whose getters a copy does not have.
  return wrong.length ? {...source, ...Object.fromEntries(wrong.map(name => [name, toText(members[name])]))} : source;
}
