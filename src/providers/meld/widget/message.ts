/**
 * Reads a message of Meld's frame. Returns an empty name for any other message: the aggregator that Meld embeds posts
 * messages to the same window. Meld's page documents the members. It is unverified whether they are an object, JSON or
 * a query string, and whether the metadata is nested, so every form is read.
 */
export function parseMessage(posted: unknown): {name: string; data: Record<string, unknown>} {
  const {domain, eventName, ...rest} = unwrap(posted);
  const data = {...rest, ...unwrap(rest.metadata ?? rest.data ?? rest.payload)};
  // In a query string a list is JSON.
  if (typeof data.accounts === 'string') data.accounts = Object.values(unwrap(data.accounts));
  return {name: domain === 'meld-connect' ? (toText(eventName) ?? '') : '', data};
}

/** Returns a non-empty string, or undefined for any other value. */
export const toText = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/** Returns the members of an object, JSON or a query string. */
function unwrap(value: unknown): Record<string, unknown> {
  let members = value;
  try {
    if (typeof value === 'string') members = JSON.parse(value);
  } catch {
    members = Object.fromEntries(new URLSearchParams(value as string));
  }
  return Object(members) as Record<string, unknown>;
}
