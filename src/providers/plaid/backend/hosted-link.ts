import {RepairProblem} from '../../../backend/problem.js';
import type {ProviderContext, ProviderMemory, RepairOutcome} from '../../../backend/provider.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {JsonObject, VendorAnswer} from '../../../backend/vendor-call.js';
import {sha256, toHex, utf8} from '../../../backend/webhooks/verify.js';

/** Milliseconds that a repair is stored after its link token expires, because an open session outlives the token. */
const retention = 60 * 60_000;

/** Minimum milliseconds between two `/link/token/get` calls for one repair. */
const pollInterval = 3_000;

/** A repair in Hosted Link: Link runs on a page of Plaid's, which sends no messages to its opener. */
interface HostedRepair {
  itemId: string;
  /** Secret, because it opens Link for the item. It stays on the server and is deleted when the entry expires. */
  linkToken: string;
  /** Milliseconds since the epoch. */
  tokenExpiresAt: number;
}

/** The outcome of a repair whose session has ended. */
interface EndedRepair extends RepairOutcome {
  repair: 'completed' | 'exited';
}

const repairKey = (repairId: string): string => `hosted:${repairId}`;
const outcomeKey = (repairId: string): string => `ended:${repairId}`;
const polledKey = (repairId: string): string => `asked:${repairId}`;
/** Uses the token's hash, because storage keys show up in logs and listings. */
const tokenKey = async (linkToken: string): Promise<string> => `token:${toHex(await sha256(utf8(linkToken)))}`;

/** Stores which repair a hosted link token belongs to. A new token for the same repair resets its outcome. */
export async function beginHostedRepair(repairId: string, repair: HostedRepair, memory: ProviderMemory): Promise<void> {
  const {itemId, linkToken, tokenExpiresAt} = repair;
  const until = tokenExpiresAt + retention;
  await memory.set(await tokenKey(linkToken), {repairId, itemId, until}, until);
  await memory.set(repairKey(repairId), repair, until);
  await memory.remove(outcomeKey(repairId));
  await memory.remove(polledKey(repairId));
}

/**
 * Stores how a session of a link token ended. A repair has several sessions if the person exits and starts again. A
 * successful session completes the repair. An exit only counts for the repair's current token.
 *
 * @returns undefined for an unknown token
 */
export async function endHostedRepair(
  {linkToken, outcome}: {linkToken: string; outcome: EndedRepair},
  memory: ProviderMemory,
): Promise<{itemId: string} | undefined> {
  const known = await memory.get<{repairId: string; itemId: string; until: number}>(await tokenKey(linkToken));
  if (!known) return undefined;
  const {repairId, itemId, until} = known;
  const repair = await memory.get<HostedRepair>(repairKey(repairId));
  if (outcome.repair === 'completed' || repair?.linkToken === linkToken) {
    await storeOutcome(repairId, outcome, until, memory);
  }
  return {itemId};
}

/** @returns the stored outcome; `completed` is final */
async function storeOutcome(
  repairId: string,
  outcome: RepairOutcome,
  until: number,
  memory: ProviderMemory,
): Promise<RepairOutcome> {
  const before = await memory.get<RepairOutcome>(outcomeKey(repairId));
  if (before?.repair === 'completed') return before;
  await memory.set(outcomeKey(repairId), outcome, until);
  return outcome;
}

/**
 * The outcome of a hosted repair, stored by a webhook or else read from `/link/token/get`; undefined for a repair that
 * does not use Hosted Link.
 *
 * @throws {RepairProblem} `rate-limited`; other errors of Plaid's are logged, and the repair stays `pending`
 */
export async function readHostedRepair(
  itemId: string,
  {repairId = '', memory, log}: ProviderContext,
  getToken: (linkToken: string) => Promise<VendorAnswer>,
): Promise<RepairOutcome | undefined> {
  const repair = await memory.get<HostedRepair>(repairKey(repairId));
  // `repairId` comes from the page, so it must belong to the connection that the host authorized.
  if (repair?.itemId !== itemId) return undefined;
  const ended = await memory.get<RepairOutcome>(outcomeKey(repairId));
  if (ended) return ended;
  const now = Date.now();
  if (await memory.get(polledKey(repairId))) return {repair: 'pending'};
  await memory.set(polledKey(repairId), true, now + pollInterval);
  try {
    const outcome = readSessions(await getToken(repair.linkToken), repair.tokenExpiresAt, now);
    if (outcome.repair === 'pending') return outcome;
    // A webhook may have stored a newer outcome during the call.
    return await storeOutcome(repairId, outcome, repair.tokenExpiresAt + retention, memory);
  } catch (error) {
    if (!(error instanceof RepairProblem) || error.code === 'rate-limited') throw error;
    log.warn('Plaid did not return the outcome of Hosted Link.', {code: error.code});
    return {repair: 'pending'};
  }
}

function readSessions({body}: VendorAnswer, tokenExpiresAt: number, now: number): RepairOutcome {
  const {link_sessions: listed} = body;
  const sessions = Array.isArray(listed) ? listed.filter(isObject) : [];
  const finished = sessions.filter(session => hasEnded(session));
  const completed = finished.find(session => !hasExited(session));
  if (completed) return {repair: 'completed', endedAt: endOf(completed, now)};
  const [first] = finished;
  if (first && finished.length === sessions.length) return {repair: 'exited', endedAt: endOf(first, now)};
  // The link token expired without a session.
  if (sessions.length === 0 && now > tokenExpiresAt) return {repair: 'exited', endedAt: tokenExpiresAt};
  return {repair: 'pending'};
}

function hasEnded(session: JsonObject): boolean {
  return ['finished_at', 'on_success', 'on_exit', 'exit'].some(member => isPresent(session[member]));
}

/**
 * An ended session without an exit counts as completed. The contents of `results` in update mode are unverified, so they
 * are not read; whether the connection is healthy is read from its status.
 */
function hasExited(session: JsonObject): boolean {
  return !isPresent(session['on_success']) && (isPresent(session['exit']) || isPresent(session['on_exit']));
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function endOf({finished_at: finishedAt}: JsonObject, now: number): number {
  const time = typeof finishedAt === 'string' ? Date.parse(finishedAt) : NaN;
  return Number.isNaN(time) ? now : Math.min(time, now);
}
