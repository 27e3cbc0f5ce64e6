import type {VendorError} from '../../../contract.js';

/**
 * Reads a message of MX's frame. `type` is the vendor's own spelling; `name` is the same in lower case without prefix, and
 * empty for anything that is not a message of MX's.
 *
 * Messages of version 4 are objects with `mx`; older ones are JSON texts with `moneyDesktop`, a `payload` and types
 * without prefix (the widget's public source). Some types are also sent in lower case.
 */
export function parseMessage(posted: unknown): {name: string; type: string; data: Record<string, unknown>} {
  const {mx, moneyDesktop, type, metadata, payload} = toMembers(posted);
  const isMessage = (mx ?? moneyDesktop) === true && typeof type === 'string';
  const name = isMessage ? type.toLowerCase().replace(/^(mx\/)?(connect\/)?/, '') : '';
  return {name, type: name && (type as string), data: toMembers(metadata ?? payload)};
}

/** The members of an object, or of an object as JSON text. */
export function toMembers(value: unknown): Record<string, unknown> {
  try {
    return Object(typeof value === 'string' ? JSON.parse(value) : value) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The members that reach the page. Addresses, searches and the ids of person and session are excluded on purpose. */
const FIELDS =
  /^(code|connection_status|current|did_go_back|error_reason|guid|initial_step|institution(_code|_guid)?|member(_guid)?|previous)$/;

const allowed = (members: unknown): [string, unknown][] =>
  Object.entries(toMembers(members)).filter(([name, value]) => FIELDS.test(name) && value !== null);

/** The allowed members, and the allowed members of those that are objects. */
export const eventDataOf = (data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    allowed(data).map(([name, value]) => [
      name,
      typeof value === 'object'
        ? Object.fromEntries(allowed(value).filter(([, inner]) => Object(inner) !== inner))
        : value,
    ]),
  );

/** The error's code, wherever it is: MX's definitions and its widget's source disagree on the place. */
export function errorOf(type: string, {error_reason, code, member}: Record<string, unknown>): VendorError {
  const {code: memberCode, connection_status: status} = toMembers(member);
  const told = error_reason ?? code ?? memberCode ?? status;
  return {type, code: /^(string|number)$/.test(typeof told) ? `${told as string}` : undefined};
}
