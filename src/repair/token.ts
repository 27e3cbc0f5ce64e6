import type {TokenRequest} from '../contract.js';
import type {Answer} from '../providers/provider.js';
import type {Attempt, EarlyToken, ReceivedToken} from './attempt.js';
import {ask, type BackendShell} from './backend-client.js';
import {RepairError, toSeconds} from './errors.js';
import {limits} from './limits.js';
import type {Settings} from './settings.js';
import type {RepairShell} from './shell.js';
import {pause} from './timing.js';
import {loadWidget} from './widget-code.js';

type TokenShell = BackendShell & Pick<RepairShell, 'findProvider' | 'loadWidget'>;

interface TokenOptions {
  readonly request: TokenRequest;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  /** A call that has been started already. */
  readonly call?: Promise<unknown> | undefined;
}

/** In seconds. */
const DAY = 86_400;

/** The life in seconds of a token whose answer does not tell: the shortest that a vendor gives. */
const SHORTEST_LIFE = 1800;

/** How many seconds before its end an early token counts as too old for a click. */
const SAFETY_MARGIN = 60;

/** The token of an attempt: the one requested before the click, or the one that the click has requested. */
export async function getToken(shell: TokenShell, attempt: Attempt): Promise<ReceivedToken> {
  const {early, tokenCall} = attempt;
  // A failure before the click is no failure of the click.
  const token = early && (await readEarlyToken(shell, early).catch(() => undefined));
  return token ?? requestToken(shell, {...attempt, call: early ? undefined : tokenCall});
}

/** Reads the answer of a token request that was started before the click, once. */
export function readEarlyToken(shell: TokenShell, early: EarlyToken): Promise<ReceivedToken> {
  early.token ??= requestToken(shell, early).then(token => {
    early.usableUntil = token.receivedAt + ((lifeOf(token.answer) ?? SHORTEST_LIFE) - SAFETY_MARGIN) * 1000;
    return token;
  });
  return early.token;
}

/**
 * Requests a repair token, and again while the answer is `WAIT` and the count allows it.
 *
 * @throws RepairError
 */
export async function requestToken(shell: TokenShell, options: TokenOptions): Promise<ReceivedToken> {
  const {request, settings, signal} = options;
  let {call} = options;
  for (let waits = 0; ; waits++) {
    const received = await ask(shell, {kind: 'token', request}, {settings, signal, call});
    const answer = await normalise(shell, received, settings);
    if (answer.status !== 'WAIT') return {answer, receivedAt: Date.now()};
    const retryAfter = toSeconds(answer.retryAfter) ?? limits.wait;
    if (waits === limits.waits) throw new RepairError('not-ready', 'Still WAIT', retryAfter);
    await pause(retryAfter * 1000, signal);
    call = undefined;
  }
}

/** A vendor's own answer, passed through, may have the contract's members elsewhere. */
async function normalise(shell: TokenShell, answer: Answer, {provider}: Settings): Promise<Answer> {
  const name = typeof answer.provider === 'string' && answer.provider ? answer.provider : provider;
  const entry = answer.status ? undefined : shell.findProvider(name);
  if (!entry) return answer;
  const widget = await loadWidget(shell, entry);
  return widget.normalise?.(answer) ?? answer;
}

/** A token's life in seconds as the answer tells it. An `expiresAt` in the past means that the clocks disagree. */
export function lifeOf({expiresIn, expiresAt, expiration}: Answer): number | undefined {
  const end = expiresAt ?? expiration;
  const life = toSeconds(expiresIn) ?? (typeof end === 'string' ? (Date.parse(end) - Date.now()) / 1000 : 0);
  return life > 0 && life < DAY ? life : undefined;
}
