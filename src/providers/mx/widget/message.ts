import type {VendorError} from '../../../contract.js';

/** Names of versions before 4, with those of version 4. */
const OLDER_NAMES = new Map([
  ['memberadded', 'memberconnected'],
  ['widgetloaded', 'loaded'],
]);

/**
 * Reads a message of MX's frame. `type` has the vendor's spelling. `name` is the type in lower case without its prefix,
 * as in version 4, and empty for any other message.
 *
 * Messages of version 4 are objects with `mx`, a `metadata` and types with `mx/`. Older ones are JSON with
 * `moneyDesktop`, a `payload` and types without a prefix or with `mxConnect:` (the widget's public source). Which
 * combinations occur is unverified, so every type is read in either envelope. Some are also sent in lower case.
 */
export function parseMessage(posted: unknown): {name: string; type: string; data: Record<string, unknown>} {
  const {mx, moneyDesktop, type, metadata, payload} = toMembers(posted);
  const isMessage = (mx ?? moneyDesktop) === true && typeof type === 'string';
  const ownName = isMessage ? type.toLowerCase().replace(/^mxconnect:|^(mx\/)?(connect\/)?/, '') : '';
  const name = OLDER_NAMES.get(ownName) ?? ownName;
  return {name, type: name && (type as string), data: toMembers(metadata ?? payload)};
}

/** Returns the members of an object or of JSON. */
export function toMembers(value: unknown): Record<string, unknown> {
  try {
    return Object(typeof value === 'string' ? JSON.parse(value) : value) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The members that reach the page. URLs, searches and the ids of the user and the session are excluded. */
const FIELDS =
  /^(code|connection_status|current|did_go_back|error_reason|guid|initial_step|institution(_code|_guid)?|member(_guid)?|previous)$/;

const allowed = (members: unknown): [string, unknown][] =>
  Object.entries(toMembers(members)).filter(([name, value]) => FIELDS.test(name) && value !== null);

/** Returns the allowed members. Of a member that is an object, only its allowed members are included. */
export const eventDataOf = (data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    allowed(data).map(([name, value]) => [
      name,
      typeof value === 'object'
        ? Object.fromEntries(allowed(value).filter(([, inner]) => Object(inner) !== inner))
        : value,
    ]),
  );

/** Returns the error's code, whose place differs between MX's definitions and its widget's source. */
export function errorOf(type: string, {error_reason, code: ownCode, member}: Record<string, unknown>): VendorError {
  const {code: memberCode, connection_status: status} = toMembers(member);
  const code = error_reason ?? ownCode ?? memberCode ?? status;
  return {type, code: typeof code === 'string' || typeof code === 'number' ? `${code}` : undefined};
}
