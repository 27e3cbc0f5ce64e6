/**
 * Reads what Meld's frame posts; without a name it is not a message of Meld's own: those of the aggregator that Meld
 * embeds come through the same channel and are not to be used. Meld's page names the members; whether they come as an
 * object, as JSON or as a query string, and whether the metadata is nested, is unverified, so all of it is read.
 */
export function parseMessage(posted: unknown): {name: string; data: Record<string, unknown>} {
  const {domain, eventName, ...rest} = unwrap(posted);
  const data = {...rest, ...unwrap(rest.metadata ?? rest.data ?? rest.payload)};
  // In a query string, a list has to be a string of its own.
  if (typeof data.accounts === 'string') data.accounts = Object.values(unwrap(data.accounts));
  return {name: domain === 'meld-connect' ? (toText(eventName) ?? '') : '', data};
}

/** A non-empty text, or nothing. */
export const toText = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/** The members of an object, however it was written down. */
function unwrap(value: unknown): Record<string, unknown> {
  let members = value;
  try {
    if (typeof value === 'string') members = JSON.parse(value);
  } catch {
    members = Object.fromEntries(new URLSearchParams(value as string));
  }
  return Object(members) as Record<string, unknown>;
}
