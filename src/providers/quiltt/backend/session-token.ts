import {RepairProblem} from '../../../backend/problem.js';
import type {ProviderContext} from '../../../backend/provider.js';
import {requireText} from '../../../backend/vendor-call.js';
import type {VendorAnswer} from '../../../backend/vendor-call.js';
import {sha256, toHex, utf8} from '../../../backend/webhooks/verify.js';
import type {QuilttApi} from './api.js';
import {profileOf} from './api.js';
import type {QuilttConnection} from './options.js';
import {quilttProblem} from './problem.js';
import {shareCalls} from './share-calls.js';

/** Milliseconds that a session token lives, as Quiltt's guide says. */
const tokenLife = 24 * 60 * 60 * 1000;

/** A token with less than this left, in milliseconds, is not handed out again: a repair has to fit into it. */
const leastLife = 30 * 60 * 1000;

/** Seconds to wait where a 429 does not say it: the limits are 10 an hour and 20 a day, and which of them is not told. */
const rateLimitWindow = 60 * 60;

/** A credential for everything that belongs to the profile. */
export interface SessionToken {
  token: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

export type SessionTokens<Connection> = (connection: Connection, context: ProviderContext) => Promise<SessionToken>;

/**
 * Session tokens by profile, kept in the provider's memory until near their end, because Quiltt issues 10 an hour and 20
 * a day to a profile. Requests at the same time share one issue; two instances of a host may still make one each.
 */
export function createSessionTokens<Connection extends QuilttConnection>(
  api: QuilttApi<Connection>,
): SessionTokens<Connection> {
  const share = shareCalls<SessionToken>();

  return async (connection, {log, memory}) => {
    const {apiSecret, authUrl} = await api.accountOf(connection);
    const profile = profileOf(connection);
    // A UUID is unique within an environment only, and the secret tells which that is. It goes in as a digest.
    const environment = toHex(await sha256(utf8(`${authUrl} ${apiSecret}`))).slice(0, 32);
    const key = `session:${environment}:${encodeURIComponent(profile)}`;
    return await share(key, async () => {
      // Shared by several requests, so the end of one of them must not end it.
      const context = {log, memory};
      const kept = await memory.get<SessionToken>(key);
      if (kept && kept.expiresAt - Date.now() > leastLife && (await isAlive(api, connection, kept, context)))
        return kept;
      const made = await issue(api, connection, profile, context);
      await memory.set(key, made, made.expiresAt - leastLife);
      return made;
    });
  };
}

/** Someone may have revoked it, as hosts do at a logout. What cannot be found out speaks for the token. */
async function isAlive<Connection extends QuilttConnection>(
  api: QuilttApi<Connection>,
  connection: Connection,
  {token}: SessionToken,
  context: ProviderContext,
): Promise<boolean> {
  try {
    const path = 'v1/users/session';
    const {status} = await api.rest(connection, {operation: 'users/session', method: 'GET', path, token}, context);
    return status !== 401;
  } catch (error) {
    if (error instanceof RepairProblem) return true;
    throw error;
  }
}

async function issue<Connection extends QuilttConnection>(
  api: QuilttApi<Connection>,
  connection: Connection,
  profile: string,
  context: ProviderContext,
): Promise<SessionToken> {
  const call = {
    operation: 'users/sessions',
    method: 'POST',
    path: 'v1/users/sessions',
    body: {userId: profile},
  } as const;
  const answer = await api.rest(connection, call, context);
  if (!answer.ok) throw quilttProblem(answer, rateLimitWindow);
  const token = requireText(answer, 'token');
  const {userId, userUuid} = answer.body;
  const isOther = profile.startsWith('p_')
    ? typeof userId === 'string' && userId !== profile
    : typeof userUuid === 'string' && userUuid.toLowerCase() !== profile.toLowerCase();
  // The same call makes a new profile of a body without a user: its token would open the wrong one.
  if (isOther) {
    throw new RepairProblem('backend-unavailable', {note: 'Quiltt has issued a token for another profile.'});
  }
  return {token, expiresAt: endOf(answer)};
}

/** The end that Quiltt names; the documented life where two clocks that disagree make another of it. */
function endOf({body: {expiration, expiresAt}}: VendorAnswer): number {
  const now = Date.now();
  const end = typeof expiration === 'number' ? expiration * 1000 : Date.parse(String(expiresAt));
  return end > now && end <= now + tokenLife ? end : now + tokenLife;
}
