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

/** Milliseconds until a session token expires, from Quiltt's guide. */
const tokenLifetime = 24 * 60 * 60 * 1000;

/** A token that expires in fewer milliseconds is not reused, because a repair has to fit into the rest. */
const minRemainingLifetime = 30 * 60 * 1000;

/** Default `retryAfter` in seconds. The limits are 10 an hour and 20 a day; the 429 does not say which was exceeded. */
const rateLimitWindow = 60 * 60;

/** A credential for all of a profile's data. */
export interface SessionToken {
  token: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

export type SessionTokens<Connection> = (connection: Connection, context: ProviderContext) => Promise<SessionToken>;

/**
 * Caches session tokens by profile until shortly before they expire, because Quiltt issues at most 10 an hour and 20 a day
 * for a profile. Concurrent requests share one call; two instances of a host may still create one token each.
 */
export function createSessionTokens<Connection extends QuilttConnection>(
  api: QuilttApi<Connection>,
): SessionTokens<Connection> {
  const share = shareCalls<SessionToken>();

  return async (connection, {log, memory}) => {
    const {apiSecret, authUrl} = await api.accountOf(connection);
    const profile = profileOf(connection);
    // A UUID is only unique within an environment, which the secret identifies. The key contains the secret's digest.
    const environment = toHex(await sha256(utf8(`${authUrl} ${apiSecret}`))).slice(0, 32);
    const key = `session:${environment}:${encodeURIComponent(profile)}`;
    return await share(key, async () => {
      // Shared by several requests, so it has no abort signal.
      const context = {log, memory};
      const kept = await memory.get<SessionToken>(key);
      if (kept && kept.expiresAt - Date.now() > minRemainingLifetime && (await isAlive(api, connection, kept, context)))
        return kept;
      const made = await issue(api, connection, profile, context);
      await memory.set(key, made, made.expiresAt - minRemainingLifetime);
      return made;
    });
  };
}

/** Whether the token is not revoked (hosts may revoke it at logout). If the check fails, the token is assumed valid. */
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
  // The same call creates a new profile if the body has no user; its token would belong to the wrong profile.
  if (isOther) {
    throw new RepairProblem('backend-unavailable', {note: 'Quiltt issued a token for another profile.'});
  }
  return {token, expiresAt: endOf(answer)};
}

/** Quiltt's expiration; the documented lifetime if clock skew makes it implausible. */
function endOf({body: {expiration, expiresAt}}: VendorAnswer): number {
  const now = Date.now();
  const end = typeof expiration === 'number' ? expiration * 1000 : Date.parse(String(expiresAt));
  return end > now && end <= now + tokenLifetime ? end : now + tokenLifetime;
}
