import {ConfigurationError} from '../configuration-error.js';
import {RepairProblem} from '../problem.js';

/** Maximum difference between a signed timestamp and the time of arrival, in milliseconds. */
export const replayWindow = 5 * 60_000;

export interface Signed {
  /** Several during a rotation; one match is enough. */
  secrets: readonly string[];
  /** The signed parts in order; texts are encoded as UTF-8. */
  parts: readonly (string | Uint8Array<ArrayBuffer>)[];
  /** The header's value: base64 or base64url, with or without padding, or hex. */
  signature: string | null;
  encoding: 'base64' | 'hex';
}

/** Whether the signature is the HMAC-SHA256 of the parts with one of the secrets. Runs in constant time. */
export async function verifyHmac({secrets, parts, signature, encoding}: Signed): Promise<boolean> {
  const bytes = signature === null ? undefined : decode(signature, encoding);
  if (!bytes) return false;
  const message = await new Blob([...parts]).arrayBuffer();
  const checks = secrets.map(async secret => {
    const key = await crypto.subtle.importKey('raw', utf8(secret), {name: 'HMAC', hash: 'SHA-256'}, false, ['verify']);
    return await crypto.subtle.verify('HMAC', key, bytes, message);
  });
  return (await Promise.all(checks)).includes(true);
}

/** Credentials of HTTP Basic authentication. */
export interface BasicCredentials {
  username: string;
  password: string;
}

/** Whether an `Authorization` header has one of these credentials; several during a rotation. */
export async function verifyBasic(header: string | null, credentials: readonly BasicCredentials[]): Promise<boolean> {
  const [, encoded = ''] = /^Basic +(\S+) *$/i.exec(header ?? '') ?? [];
  const given = decode(encoded, 'base64');
  if (!given) return false;
  const checks = credentials.map(({username, password}) => equalBytes(given, utf8(`${username}:${password}`)));
  return (await Promise.all(checks)).includes(true);
}

/** Compares in constant time, by comparing SHA-256 digests. */
export async function equalBytes(one: Uint8Array<ArrayBuffer>, other: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const [first, second] = await Promise.all([sha256(one), sha256(other)]);
  return first.reduce((difference, byte, index) => difference | (byte ^ second[index]!), 0) === 0;
}

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

export function toHex(bytes: Uint8Array): string {
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Checks that a signed timestamp is within `window` of the time of arrival; all in milliseconds.
 *
 * @throws {RepairProblem} `unauthorized` (401) that says by how many seconds the timestamp is too old or too new
 */
export function checkTimestamp(at: number | undefined, receivedAt: number, window: number = replayWindow): void {
  if (at === undefined || Number.isNaN(at)) throw refuseWebhook('The timestamp is missing or invalid.');
  const age = receivedAt - at;
  if (Math.abs(age) <= window) return;
  const seconds = Math.round(Math.abs(age) / 1000);
  throw refuseWebhook(
    `The timestamp is ${seconds} s ${age > 0 ? 'old' : 'in the future'}. The limit is ${Math.round(window / 1000)} s.`,
    'Check the clock of this server. If it is right, the delivery is a replay or was delayed.',
  );
}

/**
 * Parses a timestamp to milliseconds since the epoch: ISO 8601 (UTC if it has no time zone), or seconds or milliseconds
 * since the epoch.
 */
export function readTimestamp(text: unknown): number | undefined {
  const value = typeof text === 'number' ? String(text) : text;
  if (typeof value !== 'string') return undefined;
  // More than eleven digits are milliseconds: as seconds they would be thousands of years ahead.
  if (/^\d{1,13}$/.test(value)) return Number(value) * (value.length > 11 ? 1 : 1000);
  const zone = /(?:z|[+-]\d\d:?\d\d)$/i.test(value) ? '' : 'Z';
  const time = /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value + zone) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** The error for a webhook that fails verification. `note` and `remedy` are logged and must not quote a value. */
export function refuseWebhook(note: string, remedy?: string): RepairProblem {
  return new RepairProblem('unauthorized', {status: 401, note, ...(remedy !== undefined && {remedy})});
}

/**
 * Checks one secret or, during a rotation, several. An empty secret is an error, because anyone could sign with it.
 *
 * @throws {ConfigurationError}
 */
export function checkSecrets(secrets: string | readonly string[], name: string): readonly string[] {
  const list: readonly unknown[] = typeof secrets === 'string' ? [secrets] : secrets;
  const isList = Array.isArray(list) && list.length > 0;
  if (isList && list.every(secret => typeof secret === 'string' && secret)) return list as readonly string[];
  throw new ConfigurationError(`${name} must be a text or a list of texts, none of them empty`);
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function decode(text: string, encoding: Signed['encoding']): Uint8Array<ArrayBuffer> | undefined {
  if (encoding === 'hex') {
    if (!/^([\da-f]{2})+$/i.test(text)) return undefined;
    return Uint8Array.from(text.match(/../g)!, pair => parseInt(pair, 16));
  }
  if (!/^[\w+/-]+=*$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')), character =>
      character.charCodeAt(0),
    );
  } catch {
    return undefined;
  }
}
