import type {TokenRequest} from '../contract.js';
import type {Answer} from '../providers/provider.js';
import type {Attempt, ReceivedToken} from './attempt.js';
import {requestBackend, type BackendShell} from './backend-client.js';
import {RepairError, toSeconds} from './errors.js';
import {limits} from './limits.js';
import type {Settings} from './settings.js';
import type {EngineShell} from './engine-shell.js';
import {pause} from './timing.js';
import {getWidget} from './widget-code.js';

type TokenShell = BackendShell & Pick<EngineShell, 'findProvider' | 'loadWidgetCode'>;

interface TokenOptions {
  readonly request: TokenRequest;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  /** A call that has already been started. */
  readonly call?: Promise<unknown> | undefined;
}

/** A day in seconds. */
const DAY = 86_400;

/**
 * Returns the token of an attempt: the one requested by the click, or else the one requested before it.
 *
 * @param call the request started by the click
 * @throws RepairError
 */
export async function getToken(
  shell: TokenShell,
  {early, request, settings, signal}: Attempt,
  call: Promise<unknown> | undefined,
): Promise<ReceivedToken> {
  // If the request before the click has failed, a new one is sent.
  const token = call ? undefined : await early?.token.catch(() => undefined);
  return token ?? requestToken(shell, {request, settings, signal, call});
}

/**
 * Requests a repair token. Repeats the request while the answer is `WAIT`, at most `limits.waits` times.
 *
 * @throws RepairError
 */
export async function requestToken(shell: TokenShell, options: TokenOptions): Promise<ReceivedToken> {
  const {request, settings, signal} = options;
  let {call} = options;
  for (let waits = 0; ; waits++) {
    const received = await requestBackend(shell, {kind: 'token', data: request}, {settings, signal, call});
    // The code that reads the answer may still load.
    const receivedAt = Date.now();
    const answer = await normalise(shell, received, settings);
    if (answer.status !== 'WAIT') return {answer, receivedAt};
    const retryAfter = toSeconds(answer.retryAfter) ?? limits.wait;
    if (waits === limits.waits) throw new RepairError('not-ready', 'Still WAIT', retryAfter);
    await pause(retryAfter * 1000, signal);
    call = undefined;
  }
}

/** Converts a vendor's answer, which may have the contract's members under other names. */
async function normalise(shell: TokenShell, answer: Answer, {provider}: Settings): Promise<Answer> {
  const name = typeof answer.provider === 'string' && answer.provider ? answer.provider : provider;
  const entry = answer.status ? undefined : shell.findProvider(name);
  if (!entry) return answer;
  const widget = await getWidget(shell, entry);
  return widget.normalise?.(answer) ?? answer;
}

/**
 * Returns a token's life in seconds from its arrival, or undefined if the answer has no valid expiry. An expiry before
 * the arrival shows clock skew and is ignored.
 */
export function lifeOf({answer, receivedAt}: ReceivedToken): number | undefined {
  const {expiresIn, expiresAt, expiration} = answer;
  const end = expiresAt ?? expiration;
  const life = toSeconds(expiresIn) ?? (typeof end === 'string' ? (Date.parse(end) - receivedAt) / 1000 : 0);
  return life > 0 && life < DAY ? life : undefined;
}
