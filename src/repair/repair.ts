import type {ConnectionHealth} from '../health/health.js';
import type {Question} from './ask-after-exit.js';
import type {Attempt, End} from './attempt.js';
import {checkSettings, providerEntry} from './configuration.js';
import {createAttempt, detailOf, fromWidget} from './create-attempt.js';
import {isFor, isUsable} from './earlier-attempt.js';
import {RepairError, toRepairError, withoutUnset} from './errors.js';
import type {AbortReason, RepairExit} from './events.js';
import {leaveStage, takeStage} from './exclusive.js';
import {limits} from './limits.js';
import {ignore, loadPopup, loadPreparation, loadRun, preload} from './lazy-parts.js';
import type {Notice, RepairElement, RepairHost} from './repair-host.js';
import {requestToken} from './request-token.js';
import {canVerify} from './settings.js';
import {transitions, type RepairState} from './states.js';

/** The repairs of one element, one at a time: what state they are in, and that each has its one exit. */
export class Repair {
  state: RepairState = 'idle';
  error: RepairError | undefined;
  notice: Notice | undefined;
  /** What the last question about the status came to. */
  judged: ConnectionHealth | undefined;
  readonly #element: RepairElement;
  readonly #host: RepairHost;
  /** The latest attempt, which error, notice and verification are about. */
  #latest: Attempt | undefined;
  /** Whether that one is still on its way. */
  #isRunning = false;
  /** Of the status questions that follow an exit. */
  #questions: AbortController | undefined;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  /** One that has not begun: it holds a token that was fetched before the click, and the id that goes with it. */
  #early: Attempt | undefined;

  constructor(element: RepairElement, host: RepairHost) {
    this.#element = element;
    this.#host = host;
  }

  /** Starts a repair, or brings the running one to the front. What needs the click happens before this returns. */
  open(): Promise<RepairExit> {
    this.follow();
    const latest = this.#latest;
    if (this.#isRunning) {
      latest!.surface?.focus();
      return latest!.exit;
    }
    const attempt = this.#newAttempt();
    const {exit, resolve, display} = attempt;
    this.#latest = attempt;
    this.#isRunning = this.#element.isConnected;
    if (!this.#isRunning) {
      resolve({type: 'removed', detail: detailOf(attempt)});
    } else if (!attempt.dispatch('repair-requested', {display})) {
      this.#isRunning = false;
      resolve({type: 'cancelled', detail: detailOf(attempt)});
    } else if (!attempt.signal.aborted) {
      this.#endQuestions(latest);
      this.#early = this.error = this.notice = undefined;
      attempt.go(attempt.success ? 'completing' : 'requesting');
      this.#run(attempt).then(
        end => this.#end(attempt, end),
        error =>
          this.#end(attempt, {type: 'errored', error: toRepairError(error, 'widget-error', 'The repair failed')}),
      );
    }
    return exit;
  }

  /** Ends what runs, on the page's behalf. */
  close(): void {
    this.#endQuestions();
    this.#abort('closed');
  }

  /** Ends what runs, on the person's behalf: to give up on a slow widget is the widget's failure. */
  dismiss(): void {
    const error = new RepairError('load-timeout', 'The widget did not report in');
    if (this.#latest?.isSlow) this.#end(this.#latest, {type: 'errored', error});
    else this.close();
  }

  /** Gives up on a slow widget and starts anew, still inside the person's click. */
  restart(): void {
    this.dismiss();
    void this.open();
  }

  /** Ends what is about another connection or provider than the element is for now. */
  follow(): void {
    if (!this.#latest || isFor(this.#latest, this.#host.readSettings())) return;
    this.error = this.notice = undefined;
    // First, because a listener to the end of the questions may begin one that is not superseded.
    this.#abort('superseded');
    this.#endQuestions();
    this.#element.requestUpdate();
    // Unless a listener has begun another.
    if (!this.#isRunning) this.#latest = undefined;
  }

  /** The element is elsewhere in the page now; what was inside it has been reloaded on the way. */
  moved(): void {
    if (this.#latest?.surface?.movable === false) this.#abort('moved');
  }

  /** The element is gone: silently. */
  removed(): void {
    this.#questions?.abort();
    this.#early?.end();
    this.#early = undefined;
    if (this.#isRunning) this.#end(this.#latest!, {type: 'removed'});
    this.setState('idle');
  }

  /** Whether the person is in another window now. */
  get isElsewhere(): boolean {
    return this.state === 'open' && this.#latest!.display === 'popup';
  }

  /** The page says how the connection is now: what an earlier repair came to may not be what there is to say any more. */
  forget(isHealthy: boolean): void {
    if (this.state !== 'idle') return;
    this.error = undefined;
    // What the backend did not take would pass for the repair of whatever breaks next.
    if (isHealthy) delete this.#latest?.success;
    if (!isHealthy || !/^[cf]/.test(this.notice ?? '')) this.notice = undefined;
  }

  /** The person is about to click: loads what the click will need, and with `withToken` the token, too. */
  intend(withToken: boolean): void {
    const early = this.#newAttempt();
    const {settings, prefetched, success} = early;
    const entry = providerEntry(settings.provider);
    if (!entry) return;
    preload(entry);
    if (!withToken) return;
    const loading = loadPreparation();
    loading.then(({connectEarly}) => connectEarly(entry), ignore);
    if (!entry.prefetch || success || prefetched) return;
    this.#early?.end();
    this.#early = early;
    early.prefetched = loading.then(({prefetch}) => prefetch(early));
    early.prefetched.catch(early.end);
  }

  /** One for the element's settings, with what is left of an earlier one for the same. */
  #newAttempt(): Attempt {
    const {repairId = '', startedAt, provider, success} = this.#latest ?? {};
    const attempt = createAttempt(this, this.#element, this.#host);
    const {settings} = attempt;
    const early = this.#early;
    if (success && isFor(this.#latest!, settings)) Object.assign(attempt, {repairId, startedAt, provider, success});
    else if (isUsable(early, settings)) {
      const {repairId, prefetched, receivedAt, end} = early;
      Object.assign(attempt, {repairId, prefetched, receivedAt});
      attempt.signal.addEventListener('abort', end);
    }
    return attempt;
  }

  /** Asynchronous only from the first question to the backend on: what needs the click is done by then. */
  async #run(attempt: Attempt): Promise<End> {
    // A listener may have ended it on the way here.
    attempt.signal.throwIfAborted();
    const entry = providerEntry(attempt.provider);
    checkSettings(attempt.settings, entry);
    if (!attempt.success) takeStage(attempt);
    if (!attempt.success && attempt.display === 'popup') {
      // After the first question to the backend a browser would not allow it any more.
      attempt.window = window.open('', '', 'popup,width=480,height=720');
      if (!attempt.window) throw new RepairError('popup-blocked', 'No window');
      void loadPopup().then(({drawLoading}) => drawLoading(attempt), ignore);
    }
    // Loaded while the backend is being asked.
    preload(entry);
    const {success, prefetched} = attempt;
    const request = () => requestToken(attempt);
    // A token that could not be fetched before the click is no failure of the click.
    const answer = success ? {} : await (prefetched?.catch(request) ?? request());
    return (await loadRun()).runAttempt(attempt, answer);
  }

  #abort(reason: AbortReason): void {
    const attempt = this.#latest;
    if (this.#isRunning) this.#end(attempt!, {type: 'aborted', reason, error: fromWidget(attempt!.lastError)});
  }

  /** The one way out of an attempt; the first caller wins. */
  #end(attempt: Attempt, end: End): void {
    const {settings, signal, wasShown, dispatch, resolve} = attempt;
    if (signal.aborted) return;
    attempt.end();
    attempt.surface?.destroy();
    attempt.window?.close();
    leaveStage(attempt);
    if (attempt.isSlow) this.#setSlow(attempt, false);
    if (end.type === 'removed') {
      this.#isRunning = false;
      resolve({type: 'removed', detail: detailOf(attempt)});
      return;
    }
    if (wasShown) attempt.restoreFocus();
    const {type, ...facts} = end;
    const verifying = type === 'successful' && !end.alreadyHealthy && canVerify(settings);
    if (type === 'successful' && !verifying) this.notice = end.alreadyHealthy ? 'confirmed' : 'finished';
    if (type === 'errored') this.error = end.error;
    this.setState(verifying ? 'verifying' : 'idle', attempt);
    // Only now: who calls open() on the change of state is still given this attempt's exit.
    this.#isRunning = false;
    const detail = withoutUnset({
      ...detailOf(attempt),
      ...facts,
      verifying: type === 'successful' ? verifying : undefined,
    });
    const {reason = ''} = facts as {reason?: string};
    if (reason === 'removed') dispatch('connection-removed', {});
    dispatch(`exited-${type}`, detail as never);
    resolve({type, detail} as RepairExit);
    // A listener may have opened it again, or closed it.
    if (this.#isRunning || (verifying && this.state === 'idle') || !canVerify(settings)) return;
    if (verifying) void this.#question(attempt, 'watchStatus', end.resultingConnectionId!);
    // Some widgets end without a word although the repair went through.
    else if (wasShown && /^(c|ret)/.test(reason)) void this.#question(attempt, 'askStatus', settings.connectionId!);
  }

  async #question(attempt: Attempt, question: Question, connectionId: string): Promise<void> {
    const {signal} = (this.#questions = new AbortController());
    // There, because there has been a widget.
    const {askAfterExit} = await loadRun();
    const judged = await askAfterExit(attempt, question, connectionId, signal).catch(ignore);
    const {confirmed, status, statusReason, advice, health = 'unknown', reason = 'unknown'} = judged ?? {};
    if (signal.aborted || (!confirmed && question === 'askStatus')) return;
    this.judged = judged;
    this.notice = confirmed ? 'confirmed' : health === 'unknown' ? health : `advice-${advice!}`;
    this.setState('idle', attempt);
    this.#element.requestUpdate();
    const facts = {status, statusReason, advice};
    if (confirmed) attempt.dispatch('repair-confirmed', facts);
    else attempt.dispatch('repair-unconfirmed', {...facts, reason});
  }

  #endQuestions(attempt = this.#latest): void {
    this.#questions?.abort();
    if (this.state === 'verifying') this.setState('idle', attempt);
  }

  /** The only place that writes the state. Without an attempt nobody is told. */
  setState(newState: RepairState, attempt?: Attempt): void {
    const oldState = this.state;
    if (!transitions[oldState].includes(newState)) return;
    this.state = newState;
    clearTimeout(this.#slowTimer);
    if (attempt?.isSlow) this.#setSlow(attempt, false);
    if (attempt && newState === 'opening')
      this.#slowTimer = setTimeout(() => this.#setSlow(attempt, true), limits.slow);
    this.#element.requestUpdate();
    attempt?.dispatch('repair-state-changed', {oldState, newState});
  }

  #setSlow(attempt: Attempt, isSlow: boolean): void {
    attempt.isSlow = isSlow;
    attempt.surface?.setSlow?.(isSlow);
    this.notice = isSlow ? 'slow' : undefined;
    this.#element.requestUpdate();
  }
}
