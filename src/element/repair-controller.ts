import {findProvider} from '../providers/find-provider.js';
import type {Attempt, EarlyToken, End} from '../repair/attempt.js';
import {callBackend} from '../repair/backend-call.js';
import {displayOf, findMisconfiguration, sandboxOriginOf} from '../repair/configuration.js';
import type {RepairError} from '../repair/errors.js';
import type {AbortReason, RepairExit} from '../repair/events.js';
import type {Settings} from '../repair/settings.js';
import type {RepairResult, RepairShell} from '../repair/shell.js';
import {transitions, type RepairState} from '../repair/states.js';
import {leaveStage, takeStage} from '../surfaces/stage.js';
import {toWidgetUrl} from '../surfaces/widget-url.js';
import {click, openPopup, preload, startTokenCall} from './click.js';
import {createAttempt, detailOf, type KeptSuccess} from './create-attempt.js';
import {isUsable} from './early-token.js';
import {ignore, loadEngine, loadHealth, loadWidget, type Engine} from './lazy-parts.js';

/** The element, as far as the controller needs it. */
export interface RepairHost extends HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  requestUpdate(): void;
}

export interface RepairHostOptions {
  readonly readSettings: () => Settings;
  readonly text: RepairShell['text'];
  readonly loadJudging: RepairShell['loadJudging'];
  /** Remembers where the focus is. The returned function puts it back if it has been lost. */
  readonly keepFocus: () => () => void;
}

/** After an abort for one of these reasons, the status is asked once. */
const CHECKED_ABORTS: ReadonlySet<AbortReason> = new Set(['closed', 'cancelled', 'returned']);

/** The repairs of one element, one at a time: their state, and that each attempt has exactly one exit. */
export class RepairController {
  state: RepairState = 'idle';
  error: RepairError | undefined;
  result: RepairResult | undefined;
  /** Undefined until it has loaded. */
  engine: Engine | undefined;
  readonly #host: RepairHost;
  readonly #options: RepairHostOptions;
  /** The latest attempt, which error, result and verification belong to. */
  #latest: Attempt | undefined;
  #isRunning = false;
  /** Of the status requests that follow an exit. */
  #verification: AbortController | undefined;
  #early: EarlyToken | undefined;

  constructor(host: RepairHost, options: RepairHostOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Starts a repair, or brings the running one to the front. What needs the click happens before it returns. */
  open(): Promise<RepairExit> {
    this.follow();
    const previous = this.#latest;
    if (previous && this.#isRunning) {
      previous.surface?.focus();
      return previous.exit;
    }
    const attempt = this.#createAttempt();
    this.#latest = attempt;
    this.#isRunning = this.#host.isConnected;
    if (!this.#isRunning) {
      attempt.resolve({type: 'removed', detail: detailOf(attempt)});
    } else if (click(attempt, () => this.#begin(previous))) {
      void this.#run(attempt);
    } else {
      this.#isRunning = false;
      attempt.resolve({type: 'cancelled', detail: detailOf(attempt)});
    }
    return attempt.exit;
  }

  /** Ends what runs, for the page. */
  close(): void {
    this.#endVerification(this.#latest);
    this.#abort('closed');
  }

  /** Ends what runs, for the person. Giving up on a slow widget is the widget's failure. */
  dismiss(): void {
    if (this.#latest?.isSlow) this.engine?.giveUpSlowWidget(this.#latest);
    else this.close();
  }

  /** Ends what runs and starts anew, still inside the person's click. */
  restart(): void {
    this.dismiss();
    void this.open();
  }

  /** Ends what belongs to another connection or provider than the element's current one. */
  follow(): void {
    if (!this.#latest || isFor(this.#latest, this.#options.readSettings())) return;
    this.error = this.result = undefined;
    // Before the verification's end, whose listeners may begin an attempt that is not superseded.
    this.#abort('superseded');
    this.#endVerification(this.#latest);
    this.#host.requestUpdate();
    // A listener may have begun another attempt.
    if (!this.#isRunning) this.#latest = undefined;
  }

  /** The element has moved within the page, which has reloaded a frame inside it. */
  moved(): void {
    if (this.#latest?.surface?.movable === false) this.#abort('moved');
  }

  /** The element has left the page: ends everything without an event. */
  removed(): void {
    this.#verification?.abort();
    this.#early?.abort();
    this.#early = undefined;
    if (this.#isRunning) this.#latest?.end({type: 'removed'});
    this.setState('idle');
  }

  get isSlow(): boolean {
    return this.#latest?.isSlow === true;
  }

  /** Whether the person is in a popup now. */
  get isElsewhere(): boolean {
    return this.state === 'open' && this.#latest?.display === 'popup';
  }

  /** The page has set another status: what an earlier repair came to may be outdated. */
  forget({isHealthy}: {isHealthy: boolean}): void {
    if (this.state !== 'idle') return;
    this.error = undefined;
    // A kept success would pass for the repair of whatever breaks next.
    if (isHealthy && this.#latest) this.#latest.success = undefined;
    if (!isHealthy || !this.result?.isGood) this.result = undefined;
  }

  /** The person is about to click: loads the code, and with `withToken` requests the token. */
  intend({withToken}: {withToken: boolean}): void {
    const settings = this.#options.readSettings();
    const entry = findProvider(settings.provider);
    if (!entry) return;
    preload(entry);
    if (!withToken) return;
    loadEngine().then(({preconnect}) => preconnect(entry.origins), ignore);
    const isNeeded = entry.prefetch && !this.#keptSuccess(settings) && !isUsable(this.#early, settings);
    if (isNeeded && !findMisconfiguration(settings, entry)) this.#requestEarly(settings);
  }

  /** The only place that writes the state. Pairs that are not in the table are ignored. */
  setState(newState: RepairState, attempt?: Attempt): void {
    const oldState = this.state;
    if (!transitions[oldState].includes(newState)) return;
    this.state = newState;
    this.#host.requestUpdate();
    attempt?.dispatch('repair-state-changed', {oldState, newState});
  }

  #begin(previous: Attempt | undefined): void {
    this.#endVerification(previous);
    this.#early = this.error = this.result = undefined;
  }

  async #run(attempt: Attempt): Promise<void> {
    let end: End;
    try {
      const engine = await this.#loadEngine();
      // Ended while the engine was loading.
      if (attempt.signal.aborted) return;
      end = await engine.runAttempt(this.#shell, attempt);
    } catch (error) {
      end = {type: 'errored', error: error as RepairError};
    }
    attempt.end(end);
  }

  async #loadEngine(): Promise<Engine> {
    this.engine = await loadEngine();
    this.#host.requestUpdate();
    return this.engine;
  }

  #createAttempt(): Attempt {
    const settings = this.#options.readSettings();
    return createAttempt({
      target: this.#host,
      settings,
      kept: this.#keptSuccess(settings),
      early: isUsable(this.#early, settings) ? this.#early : undefined,
      restoreFocus: this.#options.keepFocus(),
      setState: (state, attempt) => this.setState(state, attempt),
      end: (attempt, end) => this.#end(attempt, end),
    });
  }

  /** The success of the latest attempt that the backend has not accepted yet, if it is for these settings. */
  #keptSuccess(settings: Settings): KeptSuccess | undefined {
    const latest = this.#latest;
    return latest?.success && isFor(latest, settings) ? {...latest, success: latest.success} : undefined;
  }

  #requestEarly(settings: Settings): void {
    this.#early?.abort();
    const {request} = this.#createAttempt();
    const controller = new AbortController();
    const {signal} = controller;
    const abort = () => controller.abort();
    const early: EarlyToken = {request, settings, signal, abort, call: startTokenCall({request, settings, signal})};
    this.#early = early;
    // A failed early token is not used.
    this.#loadEngine()
      .then(engine => engine.readEarlyToken(this.#shell, early))
      .catch(abort);
  }

  #abort(reason: AbortReason): void {
    const attempt = this.#latest;
    if (!attempt || !this.#isRunning) return;
    const {lastError} = attempt;
    attempt.end({type: 'aborted', reason, ...(lastError && {error: lastError})});
  }

  /** The only way out of an attempt. The first call wins. */
  #end(attempt: Attempt, end: End): void {
    const {settings, signal, dispatch} = attempt;
    if (signal.aborted) return;
    attempt.abort();
    attempt.surface?.destroy();
    attempt.popup?.close();
    leaveStage(attempt);
    attempt.isSlow = false;
    if (end.type === 'removed') {
      this.#isRunning = false;
      attempt.resolve({type: 'removed', detail: detailOf(attempt)});
      return;
    }
    if (attempt.wasShown) attempt.restoreFocus();
    const verifying = end.type === 'successful' && !end.alreadyHealthy && settings.canVerify;
    if (end.type === 'errored') this.error = end.error;
    if (end.type === 'successful' && !verifying) {
      this.result = {text: end.alreadyHealthy ? 'confirmed' : 'finished', isGood: true, canRetry: false};
    }
    this.setState(verifying ? 'verifying' : 'idle', attempt);
    // Only now: a listener to the state that calls open() still gets this attempt's exit.
    this.#isRunning = false;
    if (end.type === 'aborted' && end.reason === 'removed') dispatch('connection-removed', {});
    attempt.resolve(announce(attempt, end, verifying));
    // A listener may have opened another attempt, or closed this one.
    if (this.#isRunning || (verifying && this.state === 'idle')) return;
    this.#followExit(attempt, end);
  }

  /** Asks for the status after an exit, where that can tell something. */
  #followExit(attempt: Attempt, end: End): void {
    const {settings, wasShown} = attempt;
    const {engine} = this;
    // Without the engine no widget has been open, and there is nothing to ask about.
    if (!settings.canVerify || !engine) return;
    const isSuccess = end.type === 'successful' && !end.alreadyHealthy;
    if (!isSuccess && !(end.type === 'aborted' && wasShown && CHECKED_ABORTS.has(end.reason))) return;
    const {signal} = (this.#verification = new AbortController());
    if (isSuccess) void engine.verify(this.#shell, attempt, end.resultingConnectionId ?? '', signal);
    else void engine.checkAfterAbort(this.#shell, attempt, signal);
  }

  #endVerification(attempt: Attempt | undefined): void {
    this.#verification?.abort();
    if (this.state === 'verifying') this.setState('idle', attempt);
  }

  /** What the engine gets. */
  get #shell(): RepairShell {
    return {
      root: this.#host.renderRoot as ShadowRoot,
      text: this.#options.text,
      findProvider,
      loadHealth,
      loadWidget,
      loadJudging: this.#options.loadJudging,
      callBackend,
      toWidgetUrl,
      sandboxOriginOf,
      displayOf,
      findMisconfiguration,
      takeStage,
      openPopup,
      restart: () => this.restart(),
      dismiss: () => this.dismiss(),
      update: () => this.#host.requestUpdate(),
      conclude: (attempt, result) => {
        this.result = result;
        this.setState('idle', attempt);
        this.#host.requestUpdate();
      },
    };
  }
}

/** Whether an attempt is about the connection of these settings. */
const isFor = ({settings}: Attempt, {connectionId, provider}: Settings): boolean =>
  settings.connectionId === connectionId && settings.provider === provider;

/** Dispatches an exit event and returns what `open()` resolves with. */
function announce(attempt: Attempt, end: Exclude<End, {type: 'removed'}>, verifying: boolean): RepairExit {
  const {dispatch} = attempt;
  const base = detailOf(attempt);
  switch (end.type) {
    case 'successful': {
      const {type, ...facts} = end;
      const detail = {...facts, verifying};
      dispatch('exited-successful', detail);
      return {type, detail: {...base, ...detail}};
    }
    case 'aborted': {
      const {type, ...detail} = end;
      dispatch('exited-aborted', detail);
      return {type, detail: {...base, ...detail}};
    }
    case 'errored': {
      const {type, ...detail} = end;
      dispatch('exited-errored', detail);
      return {type, detail: {...base, ...detail}};
    }
  }
}
