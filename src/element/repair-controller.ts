import {findProvider} from '../providers/find-provider.js';
import type {AnnouncedExit, Attempt, EarlyToken, RemovedExit, RepairResult} from '../repair/attempt.js';
import {callForToken, send} from '../repair/backend-call.js';
import {displayOf, findMisconfiguration, sandboxOriginOf} from '../repair/configuration.js';
import type {RepairError} from '../repair/errors.js';
import type {AbortReason, RepairExit} from '../repair/events.js';
import type {Settings} from '../repair/settings.js';
import type {RepairShell} from '../repair/shell.js';
import {transitions, type RepairState} from '../repair/states.js';
import {leaveStage, takeStage} from '../surfaces/stage.js';
import {toWidgetUrl} from '../surfaces/widget-url.js';
import {click, openPopup, preload, startTokenCall} from './click.js';
import {createAttempt, type KeptSuccess} from './create-attempt.js';
import {isUsable} from './early-token.js';
import type {Situation} from './view.js';
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
  readonly findTrigger: RepairShell['findTrigger'];
}

/** What the person is told after an exit. */
interface Outcome {
  readonly error?: RepairError;
  readonly result?: RepairResult | undefined;
}

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
      attempt.resolve({type: 'removed', detail: attempt.detail});
    } else if (click(attempt, () => this.#begin(previous))) {
      void this.#run(attempt);
    } else {
      this.#isRunning = false;
      attempt.resolve({type: 'cancelled', detail: attempt.detail});
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
    const attempt = this.#latest;
    if (this.#isRunning) attempt?.end({type: 'removed', detail: attempt.detail});
    this.setState('idle');
  }

  /** Where the repair is, as far as it shows. */
  get situation(): Omit<Situation, 'health'> {
    const {state, error, result} = this;
    const {isSlow = false, display} = this.#latest ?? {};
    return {state, error, result, isSlow, isElsewhere: state === 'open' && display === 'popup'};
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
    try {
      const engine = await this.#loadEngine();
      // Ended while the engine was loading.
      if (!attempt.signal.aborted) void engine.runAttempt(this.#shell, attempt);
    } catch (error) {
      attempt.fail(error as RepairError);
    }
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
      setState: (state, attempt) => this.setState(state, attempt),
      end: (attempt, exit, result) => this.#end(attempt, exit, {result}),
      fail: (attempt, error) => this.#end(attempt, {type: 'errored', detail: {...attempt.detail, error}}, {error}),
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
    attempt.end({type: 'aborted', detail: {...attempt.detail, reason, ...(lastError && {error: lastError})}});
  }

  /** The only way out of an attempt. The first call wins. */
  #end(attempt: Attempt, exit: AnnouncedExit | RemovedExit, {error, result}: Outcome): void {
    if (attempt.signal.aborted) return;
    attempt.abort();
    attempt.surface?.destroy();
    attempt.popup?.close();
    leaveStage(attempt);
    attempt.isSlow = false;
    if (exit.type === 'removed') {
      this.#isRunning = false;
      attempt.resolve(exit);
      return;
    }
    if (attempt.wasShown) attempt.restoreFocus?.();
    this.error = error;
    this.result = result;
    const isVerified = exit.type === 'successful' && exit.detail.verifying;
    this.setState(isVerified ? 'verifying' : 'idle', attempt);
    // Only now: a listener to the state that calls open() still gets this attempt's exit.
    this.#isRunning = false;
    if (exit.type === 'aborted' && exit.detail.reason === 'removed') attempt.dispatch('connection-removed', {});
    attempt.announce(exit);
    attempt.resolve(exit);
    // A listener may have opened another attempt, or closed this one. Without the engine no widget has been open, and
    // there is nothing to ask about.
    if (this.#isRunning || (isVerified && this.state === 'idle') || !this.engine) return;
    this.#verification = new AbortController();
    this.engine.followExit(this.#shell, attempt, exit, this.#verification.signal);
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
      send,
      callForToken,
      toWidgetUrl,
      sandboxOriginOf,
      displayOf,
      findMisconfiguration,
      findTrigger: this.#options.findTrigger,
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
