import {RepairProblem} from '../../../backend/problem.js';
import type {ProviderContext, ProviderMemory, RepairOutcome} from '../../../backend/provider.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {JsonObject, VendorAnswer} from '../../../backend/vendor-call.js';
import {sha256, toHex, utf8} from '../../../backend/webhooks/verify.js';

/** Milliseconds that a repair is remembered after its link token has ended: a session goes on for a while. */
const afterlife = 60 * 60_000;

/** Milliseconds between two questions to Plaid about one repair. */
const askInterval = 3_000;

/** A repair whose Link runs on a page of Plaid's, which tells the opener nothing. */
interface HostedRepair {
  itemId: string;
  /** Secret: it opens the item's Link, so it stays here and ends with the entry. */
  linkToken: string;
  /** Milliseconds since the epoch. */
  tokenEnd: number;
}

const repairKey = (repairId: string): string => `hosted:${repairId}`;
const endKey = (repairId: string): string => `ended:${repairId}`;
const askedKey = (repairId: string): string => `asked:${repairId}`;
/** By the hash, so that the token is not part of a key, where logs and listings show it. */
const tokenKey = async (linkToken: string): Promise<string> => `token:${toHex(await sha256(utf8(linkToken)))}`;

/** Remembers which repair a hosted link token is for. A repair that gets another token begins anew with it. */
export async function beginHostedRepair(repairId: string, repair: HostedRepair, memory: ProviderMemory): Promise<void> {
  const {itemId, linkToken, tokenEnd} = repair;
  const until = tokenEnd + afterlife;
  await memory.set(await tokenKey(linkToken), {repairId, itemId, until}, until);
  await memory.set(repairKey(repairId), repair, until);
  await memory.remove(endKey(repairId));
  await memory.remove(askedKey(repairId));
}

/**
 * Notes how the session of a link token has ended. A person who leaves and starts again has several; one that was
 * finished counts. That one with an earlier token of the repair was left says nothing of the token in use.
 *
 * @param at milliseconds since the epoch
 * @returns nothing for a token of nobody's
 */
export async function endHostedRepair(
  linkToken: string,
  succeeded: boolean,
  at: number,
  memory: ProviderMemory,
): Promise<{itemId: string} | undefined> {
  const known = await memory.get<{repairId: string; itemId: string; until: number}>(await tokenKey(linkToken));
  if (!known) return undefined;
  const {repairId, itemId, until} = known;
  const repair = await memory.get<HostedRepair>(repairKey(repairId));
  if (succeeded || repair?.linkToken === linkToken) {
    await noteEnd(repairId, {repair: succeeded ? 'completed' : 'exited', endedAt: at}, until, memory);
  }
  return {itemId};
}

/** @returns what counts: one that was finished stays so, whatever is heard later */
async function noteEnd(
  repairId: string,
  outcome: RepairOutcome,
  until: number,
  memory: ProviderMemory,
): Promise<RepairOutcome> {
  const before = await memory.get<RepairOutcome>(endKey(repairId));
  if (before?.repair === 'completed') return before;
  await memory.set(endKey(repairId), outcome, until);
  return outcome;
}

/**
 * How a hosted repair stands: as a webhook has told, else as `/link/token/get` says; undefined for a repair that is none.
 *
 * @throws {RepairProblem} `rate-limited`; any other refusal means that it is not known to have ended
 */
export async function readHostedRepair(
  itemId: string,
  {repairId = '', memory, log}: ProviderContext,
  getToken: (linkToken: string) => Promise<VendorAnswer>,
): Promise<RepairOutcome | undefined> {
  const repair = await memory.get<HostedRepair>(repairKey(repairId));
  // The repair's id comes from the page: it counts only together with the connection that the host has let it ask for.
  if (repair?.itemId !== itemId) return undefined;
  const ended = await memory.get<RepairOutcome>(endKey(repairId));
  if (ended) return ended;
  const now = Date.now();
  if (await memory.get(askedKey(repairId))) return {repair: 'pending'};
  await memory.set(askedKey(repairId), true, now + askInterval);
  try {
    const outcome = readSessions(await getToken(repair.linkToken), repair.tokenEnd, now);
    if (outcome.repair === 'pending') return outcome;
    // A webhook may have come meanwhile, and the answer may be older than it.
    return await noteEnd(repairId, outcome, repair.tokenEnd + afterlife, memory);
  } catch (error) {
    if (!(error instanceof RepairProblem) || error.code === 'rate-limited') throw error;
    log.warn('Plaid does not tell how Hosted Link has ended.', {code: error.code});
    return {repair: 'pending'};
  }
}

function readSessions({body}: VendorAnswer, tokenEnd: number, now: number): RepairOutcome {
  const {link_sessions: listed} = body;
  const sessions = Array.isArray(listed) ? listed.filter(isObject) : [];
  const finished = sessions.filter(session => hasEnded(session));
  const completed = finished.find(session => !hasExited(session));
  if (completed) return {repair: 'completed', endedAt: endOf(completed, now)};
  const [first] = finished;
  if (first && finished.length === sessions.length) return {repair: 'exited', endedAt: endOf(first, now)};
  // Nobody has opened it, and nobody can any more.
  if (sessions.length === 0 && now > tokenEnd) return {repair: 'exited', endedAt: tokenEnd};
  return {repair: 'pending'};
}

function hasEnded(session: JsonObject): boolean {
  return ['finished_at', 'on_success', 'on_exit', 'exit'].some(member => isSaid(session[member]));
}

/**
 * An ended session without an exit counts as finished. What the results of update mode hold is unverified, so they are
 * not asked; that the connection is healthy is for its status to say in any case.
 */
function hasExited(session: JsonObject): boolean {
  return !isSaid(session['on_success']) && (isSaid(session['exit']) || isSaid(session['on_exit']));
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function endOf({finished_at: finishedAt}: JsonObject, now: number): number {
  const time = typeof finishedAt === 'string' ? Date.parse(finishedAt) : NaN;
  return Number.isNaN(time) ? now : Math.min(time, now);
}
