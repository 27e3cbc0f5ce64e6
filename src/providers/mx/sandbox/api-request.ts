import type {Context} from 'hono';
import type {ContentfulStatusCode} from 'hono/utils/http-status';
import {apiKeys} from './credentials.js';
import {MxError} from './errors.js';
import type {MxMember, MxUser} from './members.js';
import type {MxState} from './state.js';

/** The media type in `Accept` selects the older version, the header `Accept-Version` the newer one. */
export const oldMediaType = 'application/vnd.mx.api.v1+json';
export const newVersion = 'v20250224';

/**
 * The environment of the credentials: HTTP Basic with the client id and the API key.
 * @throws {MxError} 401
 */
export function environmentOf(c: Context): MxUser['environment'] {
  const encoded = /^Basic (.+)$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
  const [clientId = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
  const known = Object.hasOwn(apiKeys, clientId) ? apiKeys[clientId] : undefined;
  if (known?.apiKey !== rest.join(':')) throw new MxError(401, 'The client id or the API key is not valid.');
  return known.environment;
}

/** @throws {MxError} 404 for a user that does not exist in this environment */
export function userOf(state: MxState, c: Context): MxUser {
  const user = state.userIn(environmentOf(c), c.req.param('user') ?? '');
  if (!user) throw notFound('The user');
  return user;
}

/** @throws {MxError} 404 */
export function memberOf(state: MxState, c: Context, user: MxUser): MxMember {
  const member = state.memberOf(user, c.req.param('member') ?? '');
  if (!member) throw notFound('The member');
  return member;
}

/** A response in the media type of the requested version. */
export function answer(c: Context, body: Record<string, unknown>, status: ContentfulStatusCode = 200): Response {
  const type = versionOf(c) === newVersion ? 'application/json' : oldMediaType;
  return c.body(JSON.stringify(body), status, {'Content-Type': `${type}; charset=utf-8`});
}

export const notFound = (what: string): MxError => new MxError(404, `${what} was not found.`);

/** @throws {MxError} 406 for a request without a version or with an unknown one */
export function versionOf(c: Context): string {
  const asked = c.req.header('Accept-Version');
  if (asked === newVersion) return newVersion;
  const accept = c.req.header('Accept') ?? '';
  if (asked === undefined && accept.toLowerCase().includes(oldMediaType)) return oldMediaType;
  throw new MxError(406, `Request a version: Accept-Version: ${newVersion}, or Accept: ${oldMediaType}.`);
}
