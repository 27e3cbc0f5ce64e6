import {findProvider} from '../providers/find-provider.js';
import type {Attempt, AttemptExit, Outcome, Preparation, RepairResult} from '../repair/attempt.js';
import type {RepairError} from '../repair/errors.js';
import type {AbortReason, RepairExit} from '../repair/events.js';
import type {Settings} from '../repair/settings.js';
import type {EngineShell} from '../repair/engine-shell.js';
import {returnKey} from '../repair/return-key.js';
import type {ReturnRecord} from '../repair/return-record.js';
import {transitions, type RepairState} from '../repair/states.js';
import {releaseModalLock} from '../surfaces/modal-lock.js';
import {click, preload} from './click.js';
import {createAttempt, createTokenRequest, isFor} from './create-attempt.js';
import {createEngineShell} from './create-engine-shell.js';
import type {Situation} from './view.js';
import {ignore, loadEngine, type Engine} from './lazy-parts.js';

/** The part of the element that the controller uses. */
export interface RepairHost extends HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  connectionId: string | null | undefined;
  requestUpdate(): void;
}

export interface RepairHostOptions {
  readonly readSettings: () => Settings;
  readonly text: EngineShell['text'];
  readonly loadJudging: EngineShell['loadJudging'];
  readonly findTrigger: EngineShell['findTrigger'];
}

/** Runs one repair at a time and ensures exactly one exit per attempt. */
export class RepairController {
  state: RepairState = 'idle';
  error: RepairError | undefined;
  result: RepairResult | undefined;
  /** Undefined until the engine has loaded. */
  engine: Engine | undefined;
  readonly #host: RepairHost;
  readonly #options: RepairHostOptions;
  /** The latest attempt. `error`, `result` and the verification belong to it. */
  #latest: Attempt | undefined;
  /** The attempt whose completion may be repeated. */
  #repeatable: Attempt | undefined;
  #isRunning = false;
  /** Aborts the status requests after an exit. */
  #verification: AbortController | undefined;
  /** Undefined before the first early token. */
  #prefetched: InstanceType<Engine['TokenPrefetch']> | undefined;

  constructor(host: RepairHost, options: RepairHostOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Starts a repair or focuses the running one. All work that needs the click is done before it returns. */
  open(): Promise<RepairExit> {
    this.endIfSuperseded();
    const previous = this.#latest;
    if (previous && this.#isRunning) {
      const {surface, elsewhere} = previous.progress;
      surface?.focus();
      elsewhere?.continue();
      return previous.exit;
    }
    const attempt = this.#createAttempt();
    this.#latest = this.#repeatable = attempt;
    this.#isRunning = this.#host.isConnected;
    if (!this.#isRunning) {
      attempt.resolve({type: 'removed', detail: attempt.detail});
      return attempt.exit;
    }
    const preparation = click(attempt, () => this.#begin(attempt, previous));
    if (preparation) {
      void this.#run(attempt, preparation);
    } else {
      // A listener may have started another attempt.
      if (this.#latest === attempt) this.#isRunning = false;
      attempt.resolve({type: 'cancelled', detail: attempt.detail});
    }
    return attempt.exit;
  }

  /**
   * Resumes the repair for which the person has left the page, if the record under `key` in session storage is valid.
   * Returns whether it is. Never rejects.
   */
  async resume(key: string): Promise<boolean> {
    const engine = await this.#ensureEngine().catch(ignore);
    const {connectionId} = this.#options.readSettings();
    const isCurrent = !connectionId || key === returnKey(connectionId);
    // The person may have started a repair, and the page may have removed the element, which leaves the record.
    if (!engine || this.#isRunning || !this.#host.isConnected || !isCurrent) return false;
    const returned = engine.takeReturned(this.#shell, key);
    if (!returned) return false;
    if (!connectionId) this.#host.connectionId = returned.record.connectionId;
    const attempt = this.#createAttempt(returned.record);
    this.#begin(attempt, this.#latest);
    this.#latest = this.#repeatable = attempt;
    this.#isRunning = true;
    void engine.runAttempt(this.#shell, attempt, {returned});
    return true;
  }

  /** Ends the repair or its verification, at the page's request. */
  close(): void {
    // Not both: a listener of the verification's end may start an attempt, and an abort may start a status request.
    if (this.#isRunning) this.#abort('closed');
    else this.#cancelVerification(this.#latest);
  }

  /** Ends the repair or its verification, at the person's request. If the widget is slow, the exit is an error. */
  dismiss(): void {
    if (this.#latest?.progress.isSlow) this.engine?.giveUpSlowWidget(this.#latest);
    else this.close();
  }

  /** Ends the repair and starts another. Called inside the person's click. */
  restart(): void {
    this.dismiss();
    void this.open();
  }

  /** Asks for the result of a repair elsewhere, which the person has finished. */
  finish(): void {
    this.#latest?.progress.elsewhere?.expectEnd();
  }

  /** Ends the repair and its verification if the element now has another connection or provider. */
  endIfSuperseded(): void {
    if (!this.#latest || isFor(this.#latest, this.#options.readSettings())) return;
    this.error = this.result = undefined;
    // The attempt ends first: a listener of the verification's end may start another, which is not superseded.
    this.#abort('superseded');
    this.#cancelVerification(this.#latest);
    this.#host.requestUpdate();
    // A listener may have started another attempt.
    if (!this.#isRunning) this.#latest = this.#repeatable = undefined;
  }

  /** Handles a move of the element within the page, which has reloaded a frame inside it. */
  moved(): void {
    if (this.#latest?.progress.surface?.movable === false) this.#abort('moved');
  }

  /** Handles the removal of the element from the page. Ends the repair and its verification without an exit event. */
  removed(): void {
    this.#verification?.abort();
    this.#prefetched?.clear();
    const attempt = this.#latest;
    if (this.#isRunning) attempt?.end({type: 'removed', detail: attempt.detail});
    this.setState('idle');
  }

  /** The state of the repair and the facts that its view depends on. */
  get situation(): Omit<Situation, 'health'> {
    const {state, error, result} = this;
    const {isSlow = false, elsewhere, display} = this.#latest?.progress ?? {};
    return {
      state,
      error,
      result,
      isSlow,
      isElsewhere: state === 'open' && !!elsewhere,
      isEnding: !!elsewhere?.isEnding,
      isReturned: state === 'open' && display === 'redirect',
    };
  }

  /** Discards the result of an earlier repair after the page has set another status. */
  discardResult({isHealthy}: {isHealthy: boolean}): void {
    if (this.state !== 'idle') return;
    this.error = undefined;
    // A kept success must not complete the repair of a later failure.
    if (isHealthy) this.#repeatable = undefined;
    if (!isHealthy || !this.result?.isGood) this.result = undefined;
  }

  /**
   * Loads the code of a repair before the click. With `withToken`, also connects to the vendor and requests the token.
   */
  prefetch({withToken}: {withToken: boolean}): void {
    preload(findProvider(this.#options.readSettings().provider));
    if (withToken) this.#ensureEngine().then(engine => this.#prefetchToken(engine), ignore);
  }

  /** Changes the state, which no other method does. Changes that are not in `transitions` are ignored. */
  setState(newState: RepairState, attempt?: Attempt): void {
    const oldState = this.state;
    if (!transitions[oldState].includes(newState)) return;
    this.state = newState;
    this.#host.requestUpdate();
    attempt?.dispatch('repair-state-changed', {oldState, newState});
  }

  #begin(attempt: Attempt, previous: Attempt | undefined): void {
    this.#cancelVerification(previous);
    this.#prefetched?.clear(attempt.early);
    this.error = this.result = undefined;
  }

  async #run(attempt: Attempt, preparation: Preparation): Promise<void> {
    try {
      const engine = await this.#ensureEngine();
      // The attempt may have ended while the engine was loading.
      if (!attempt.signal.aborted) void engine.runAttempt(this.#shell, attempt, preparation);
    } catch (error) {
      attempt.fail(error as RepairError);
    }
  }

  /** Loads the engine. Redraws the element the first time, because the engine has its view. */
  async #ensureEngine(): Promise<Engine> {
    const engine = await loadEngine();
    if (!this.engine) {
      this.engine = engine;
      this.#host.requestUpdate();
    }
    return engine;
  }

  #createAttempt(resumed?: ReturnRecord): Attempt {
    const settings = this.#options.readSettings();
    const kept = resumed ? undefined : this.#keptFor(settings);
    return createAttempt({
      target: this.#host,
      settings,
      kept,
      resumed,
      early: kept || resumed ? undefined : this.#prefetched?.find(settings),
      setState: (state, attempt) => this.setState(state, attempt),
      end: (attempt, exit, outcome) => this.#end(attempt, exit, outcome),
    });
  }

  /** Returns the attempt with a success that the backend has not accepted, if it is for the same connection. */
  #keptFor(settings: Settings): Attempt | undefined {
    const attempt = this.#repeatable;
    return attempt?.progress.success && isFor(attempt, settings) ? attempt : undefined;
  }

  /** Requests a token before the click. The settings may have changed while the engine was loading. */
  #prefetchToken(engine: Engine): void {
    const settings = this.#options.readSettings();
    if (this.state !== 'idle' || !this.#host.isConnected || this.#keptFor(settings)) return;
    this.#prefetched ??= new engine.TokenPrefetch();
    this.#prefetched.request(this.#shell, createTokenRequest(settings), settings);
  }

  #abort(reason: AbortReason): void {
    const attempt = this.#latest;
    if (!attempt || !this.#isRunning) return;
    const {lastError, finish} = attempt.progress;
    // The person has finished, and the widget only shows its last screen. The success of another connection is not one.
    if (finish && reason !== 'superseded') return finish();
    attempt.end({type: 'aborted', detail: {...attempt.detail, reason, ...(lastError && {error: lastError})}});
  }

  /** Ends an attempt. All exits use this method. Only the first call for an attempt has an effect. */
  #end(attempt: Attempt, exit: AttemptExit, {error, result}: Outcome): void {
    if (attempt.signal.aborted) return;
    const {surface, wasShown, restoreFocus} = attempt.progress;
    attempt.abort();
    try {
      surface?.destroy();
    } catch (thrown) {
      // An error of a provider of the host's own must not prevent the exit.
      reportError(thrown);
    }
    releaseModalLock(attempt);
    if (exit.type === 'removed') {
      this.#isRunning = false;
      attempt.resolve(exit);
      return;
    }
    if (wasShown) restoreFocus?.();
    this.error = error;
    this.result = result;
    const isVerified = exit.type === 'successful' && exit.detail.verifying;
    this.setState(isVerified ? 'verifying' : 'idle', attempt);
    // Set after the state: a listener of the state that calls open() still receives this attempt's exit.
    this.#isRunning = false;
    if (exit.type === 'aborted' && exit.detail.reason === 'removed') attempt.dispatch('connection-removed', {});
    attempt.dispatch(`exited-${exit.type}`, exit.detail);
    attempt.resolve(exit);
    // A listener may have started another attempt or closed this one. Without the engine no widget has been open, and
    // no status request is needed.
    if (this.#isRunning || (isVerified && this.state === 'idle') || !this.engine) return;
    this.#verification = new AbortController();
    this.engine.followExit(this.#shell, attempt, exit, this.#verification.signal);
  }

  /** Ends the verification without a result. */
  #cancelVerification(attempt: Attempt | undefined): void {
    this.#verification?.abort();
    if (this.state === 'verifying') this.setState('idle', attempt);
  }

  /** The shell's functions for the engine. */
  get #shell(): EngineShell {
    const {text, loadJudging, findTrigger} = this.#options;
    return createEngineShell({
      root: this.#host.renderRoot as ShadowRoot,
      text,
      loadJudging,
      findTrigger,
      restart: () => this.restart(),
      dismiss: () => this.dismiss(),
      update: () => this.#host.requestUpdate(),
      endVerification: (attempt, result) => {
        this.result = result;
        this.setState('idle', attempt);
        this.#host.requestUpdate();
      },
    });
  }
}
