/**
 * Reads a message of Meld's frame. An empty name means that it is not Meld's: messages of the aggregator that Meld embeds
 * come through the same channel and are ignored. Meld's page names the members. Whether they come as an object, as JSON
 * or as a query string, and whether the metadata is nested, is unverified, so every form is read.
 */
export function parseMessage(posted: unknown): {name: string; data: Record<string, unknown>} {
  const {domain, eventName, ...rest} = unwrap(posted);
  const data = {...rest, ...unwrap(rest.metadata ?? rest.data ?? rest.payload)};
  // A query string carries a list as a JSON text.
  if (typeof data.accounts === 'string') data.accounts = Object.values(unwrap(data.accounts));
  return {name: domain === 'meld-connect' ? (toText(eventName) ?? '') : '', data};
}

/** A non-empty text, or undefined. */
export const toText = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/** The members of an object, a JSON text or a query string. */
function unwrap(value: unknown): Record<string, unknown> {
  let members = value;
  try {
    if (typeof value === 'string') members = JSON.parse(value);
  } catch {
    members = Object.fromEntries(new URLSearchParams(value as string));
  }
  return Object(members) as Record<string, unknown>;
}
