import {ReactiveElement, unsafeCSS} from '@lit/reactive-element';
import type {RepairError} from '../repair/errors.js';
import type {RepairExit} from '../repair/events.js';
import {findReturnKey} from '../repair/return-key.js';
import type {BackendHeaders, CompleteRepair, FetchStatus, FetchToken} from '../repair/settings.js';
import type {RepairState} from '../repair/states.js';
import {booleanAttribute, ofType, oneOf, toBoolean, toText, type Convert} from './attribute-values.js';
import {readSettings} from './read-settings.js';
import {ReconnectButton} from './reconnect-button.js';
import {RepairController} from './repair-controller.js';
import {StatusDescription} from './status-description.js';
import {styles} from './styles.js';
import {shellTexts, textOf, type Strings} from './texts.js';
import {version} from './version.js';
import {shellView, type Situation, type View} from './view.js';
import type {RepairControls} from './engine/repair-view.js';

/**
 * Repairs a broken bank connection: one button that opens the aggregator's widget in its repair mode.
 *
 * @tagname bank-reconnect
 * @slot - The button's label; without it "Reconnect" and the bank's name.
 * @slot trigger - The page's own trigger, with `appearance="none"`.
 * @csspart button - The button.
 * @csspart logo - The bank's logo in the button.
 * @csspart spinner - The spinner in the busy button.
 * @csspart advice - The advice for a connection with a `status`.
 * @csspart message - The message about the repair.
 * @csspart retry - The button "Try again", while a widget is slow.
 * @csspart finished - The button "I have finished", while a widget is in another window.
 * @csspart cancel - The button "Close" beside `retry`, or "Cancel" beside `finished`.
 * @csspart dialog - The modal dialog, or the box around an inline widget.
 * @csspart header - The dialog's header, with the bank's name.
 * @csspart close - The close button in the header.
 * @csspart slow - The buttons beside the element: `retry` and `cancel` for a slow widget, `finished` and `cancel` for a popup.
 * @csspart notice - The notice above the frame: of a slow widget, with `retry` and `cancel`, or of a finished one, with `done`.
 * @csspart done - The button "Done", while the widget shows its last screen.
 * @csspart frame - The widget's frame.
 * @cssproperty [--bank-reconnect-accent=#1d4ed8] - The button's background colour.
 * @cssproperty [--bank-reconnect-on-accent=#fff] - The button's text colour.
 * @cssproperty [--bank-reconnect-radius=0.5rem] - The radius of the corners. The dialog's is 1.5 times as large.
 * @cssproperty [--bank-reconnect-font=inherit] - The font family.
 * @cssproperty [--bank-reconnect-good=#15803d] - The colour of the success icon.
 * @cssproperty [--bank-reconnect-bad=#dc2626] - The colour of the failure icon.
 * @cssstate idle - No repair runs.
 * @cssstate requesting - The element requests a repair token.
 * @cssstate opening - The widget loads.
 * @cssstate open - The widget has reported that it is shown.
 * @cssstate completing - The backend completes the repair.
 * @cssstate verifying - The element waits for a healthy status.
 * @fires {CustomEvent<DisplayDetail>} repair-requested - `open()` was called and no work has started. Cancelable.
 * @fires {CustomEvent<StateDetail>} repair-state-changed - The state has changed. Dispatched before the related event.
 * @fires {CustomEvent<DisplayDetail>} widget-opened - The widget is shown.
 * @fires {CustomEvent<DisplayDetail>} widget-loaded - The widget has reported that it has loaded.
 * @fires {CustomEvent<WidgetEventDetail>} widget-event - The vendor's event, with allow-listed fields only.
 * @fires {CustomEvent<SuccessDetail>} exited-successful - The person has finished and the backend has accepted the result.
 * @fires {CustomEvent<AbortDetail>} exited-aborted - The person or the page has ended the repair.
 * @fires {CustomEvent<FailureDetail>} exited-errored - The repair has failed.
 * @fires {CustomEvent<StatusDetail>} repair-confirmed - The status has become healthy.
 * @fires {CustomEvent<UnconfirmedDetail>} repair-unconfirmed - The status has not become healthy within the time limit.
 * @fires {CustomEvent<RepairDetail>} connection-removed - The person has deleted the connection inside the widget.
 */
export class BankReconnectElement extends ReactiveElement {
  /** The version of the package. Of several copies on a page, the first one defines the tag. */
  static readonly version: string = version;

  static override styles = unsafeCSS(styles);

  static override properties = {
    connectionId: {attribute: 'connection-id'},
    provider: {},
    tokenUrl: {attribute: 'token-url'},
    completeUrl: {attribute: 'complete-url'},
    statusUrl: {attribute: 'status-url'},
    returnUrl: {attribute: 'return-url'},
    credentials: {},
    status: {},
    statusReason: {attribute: 'status-reason'},
    institutionName: {attribute: 'institution-name'},
    institutionLogo: {attribute: 'institution-logo'},
    // The style of the element depends on it, and frameworks set the property.
    display: {reflect: true},
    appearance: {},
    prefetch: {},
    autoOpen: {attribute: 'auto-open', converter: booleanAttribute, convert: toBoolean},
    disabled: {converter: booleanAttribute, convert: toBoolean},
    sandboxUrl: {attribute: 'sandbox-url'},
    // Declared without an attribute: lit keeps values that were set before the tag was defined only for declared
    // properties.
    headers: {attribute: false, convert: ofType('object', 'function')},
    fetchToken: {attribute: false, convert: ofType('function')},
    completeRepair: {attribute: false, convert: ofType('function')},
    fetchStatus: {attribute: false, convert: ofType('function')},
    widgetOrigins: {attribute: false, convert: ofType('object', 'string')},
    strings: {attribute: false, convert: ofType('object')},
  };

  /** Makes each property convert what the page sets, so that all code reads a value of the declared type. */
  protected static override finalize(): void {
    if (Object.hasOwn(this, 'finalized')) return;
    super.finalize();
    for (const [name, declaration] of this.elementProperties) {
      const {convert = toText} = declaration as {convert?: Convert};
      const descriptor = Object.getOwnPropertyDescriptor(this.prototype, name);
      // That of a superclass converts already.
      if (!descriptor) continue;
      Object.defineProperty(this.prototype, name, {
        ...descriptor,
        set(value) {
          descriptor.set!.call(this, convert(String(name), value));
        },
      });
    }
  }

  /** The connection to repair, in the host's id space. */
  declare connectionId: string | null | undefined;
  /**
   * `plaid`, `meld`, `mx`, `quiltt` or the name of a registered provider. A hint, because the backend decides. Needed
   * for early loading and `status`.
   */
  declare provider: 'plaid' | 'meld' | 'mx' | 'quiltt' | (string & {}) | null | undefined;
  /** The URL of the POST request for a repair token. */
  declare tokenUrl: string | null | undefined;
  /** The URL of the POST request with the widget's result. It is sent before success is announced. */
  declare completeUrl: string | null | undefined;
  /** The URL of the GET request for the status, which verifies a repair. */
  declare statusUrl: string | null | undefined;
  /** The URL to which redirects and popups return. */
  declare returnUrl: string | null | undefined;
  /** `same-origin` (default) or `include`, for a backend on another origin. */
  declare credentials: 'same-origin' | 'include' | null | undefined;
  /** The connection's status, with the aggregator's value. Determines the advice and whether a repair is offered. */
  declare status: string | null | undefined;
  /** The reason of the status, with the aggregator's value. */
  declare statusReason: string | null | undefined;
  /** The bank's name, for the button and the dialog's accessible name. */
  declare institutionName: string | null | undefined;
  /** The URL of the bank's logo. */
  declare institutionLogo: string | null | undefined;
  /** `auto` (default, the provider's preference), `modal`, `inline`, `popup` or `redirect` (both need a way to read the status). */
  declare display: 'auto' | 'modal' | 'inline' | 'popup' | 'redirect' | null | undefined;
  /** `button` (default), or `none` for the page's own trigger in `slot="trigger"`. */
  declare appearance: 'button' | 'none' | null | undefined;
  /** `none` (default) loads code on hover, focus and touch. `intent` also connects and, where tokens allow it, requests one. */
  declare prefetch: 'none' | 'intent' | null | undefined;
  /** Starts the repair automatically, once per connected element and connection id. */
  accessor autoOpen = false;
  /** Disables the button, the trigger and `auto-open`, but not a scripted `open()`. */
  accessor disabled = false;
  /** Development only: the sandbox's control origin, on loopback. */
  declare sandboxUrl: string | null | undefined;
  /** Texts that replace the element's texts, by key. */
  declare strings: Partial<Strings> | null | undefined;

  /** The headers of every call to the backend: an object, or a function (async or not) that returns one. */
  declare headers: BackendHeaders | null | undefined;
  /** Replaces `token-url`. */
  declare fetchToken: FetchToken | null | undefined;
  /** Replaces `complete-url`. */
  declare completeRepair: CompleteRepair | null | undefined;
  /** Replaces `status-url`. */
  declare fetchStatus: FetchStatus | null | undefined;
  /** Additional origins that are allowed for a widget URL. */
  declare widgetOrigins: readonly string[] | null | undefined;

  /** Created at the first use, because a page may have many idle elements. */
  #repair: RepairController | undefined;
  /** Created when the page sets a status. */
  #description: StatusDescription | undefined;
  #button: ReconnectButton | undefined;
  #controls: RepairControls | undefined;
  #internals: ElementInternals | undefined;
  /** The connection that `auto-open` has opened. */
  #autoOpened: string | undefined;
  /** The connection whose repair may have been resumed: '' without an id, undefined before the first check. */
  #checkedReturn: string | undefined;

  /** The state of the repair. */
  get state(): RepairState {
    return this.#repair?.state ?? 'idle';
  }

  /** The error of the last repair. Undefined after another repair has started. */
  get error(): RepairError | undefined {
    return this.#repair?.error;
  }

  /** Starts the repair, or focuses a running one. Resolves at the exit. Never rejects. */
  open(): Promise<RepairExit> {
    return this.#controller.open();
  }

  /** Ends the repair or its verification. */
  close(): void {
    this.#repair?.close();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move within the page is a removal followed by an insertion. A microtask later it differs from a removal.
    queueMicrotask(() => {
      if (this.isConnected) {
        this.#repair?.moved();
      } else {
        this.#autoOpened = this.#checkedReturn = undefined;
        this.#repair?.removed();
      }
    });
  }

  protected override updated(): void {
    this.#repair?.endIfSuperseded();
    if (this.status || this.#description) this.#status.update(this, {isFirst: !this.#button});
    this.#draw();
    this.#setCustomState();
    this.#resume();
    this.#autoOpen();
  }

  get #controller(): RepairController {
    return (this.#repair ??= new RepairController(this, {
      text: key => this.#text(key),
      readSettings: () => readSettings(this),
      loadJudging: () => this.#status.load(),
      findTrigger: () => this.#button?.trigger,
    }));
  }

  get #status(): StatusDescription {
    return (this.#description ??= new StatusDescription(({health, isChange}) => {
      if (isChange) this.#repair?.discardResult({isHealthy: health?.health === 'healthy'});
      this.requestUpdate();
    }));
  }

  #draw(): void {
    const root = this.renderRoot as ShadowRoot;
    // Before the first draw no node can have the focus.
    const focused = this.#button && root.activeElement;
    const button = (this.#button ??= this.#createButton(root));
    const showsOwnButton = oneOf('appearance', this.appearance, ['button', 'none', 'banner']) !== 'none';
    const view = this.#view();
    button.draw({
      label: view.label && this.#text(view.label),
      isBusy: view.isBusy,
      isDisabled: this.disabled,
      showsOwnButton,
      logo: this.institutionLogo,
    });
    // The message beside the controls is visible even if the page shows its own trigger.
    const look = showsOwnButton || view.controls ? view.look : 'quiet';
    button.showMessage(view.message ? this.#text(view.message) : '', look);
    this.#drawControls(button.button, view);
    this.#description?.draw(button, {state: this.state, view, showsOwnButton, text: key => this.#text(key)});
    // If the focused button is now hidden, the focus moves. The check reads no size, which would force a layout.
    if (focused?.closest('[hidden]')) {
      const target = button.button.hidden && showsOwnButton ? button.message : button.trigger;
      target?.focus({preventScroll: true});
    }
  }

  #createButton(root: ShadowRoot): ReconnectButton {
    const onIntent = () => this.#handleIntent();
    root.addEventListener('pointerover', onIntent);
    root.addEventListener('focusin', onIntent);
    return new ReconnectButton(root, () => this.#handleOpen());
  }

  #drawControls(anchor: Element, view: View): void {
    const engine = this.#repair?.engine;
    if (!engine || (!view.controls && !this.#controls)) return;
    this.#controls ??= new engine.RepairControls(anchor, {
      onRetry: () => this.#controller.restart(),
      onFinished: () => this.#controller.finish(),
      onClose: () => this.#controller.dismiss(),
    });
    this.#controls.draw(view, key => this.#text(key));
  }

  #view(): View {
    const situation: Situation = {...(this.#repair?.situation ?? NOTHING_RUNS), health: this.#description?.health};
    return this.#repair?.engine?.repairViewOf(situation) ?? shellView(situation);
  }

  #setCustomState(): void {
    try {
      const {states} = (this.#internals ??= this.attachInternals());
      states.clear();
      states.add(this.state);
    } catch {
      // The browser does not support custom states, or requires dashes before their names.
    }
  }

  /** Resumes a repair for which the person has left the page. Checks once per connected element and connection id. */
  #resume(): void {
    const id = this.connectionId || '';
    if (!this.isConnected || this.#checkedReturn === id) return;
    this.#checkedReturn = id;
    // Without an id, an element that is alone takes the connection of the record.
    const isAlone = document.querySelectorAll(this.localName).length < 2;
    const key = id || isAlone ? findReturnKey(id) : undefined;
    if (!key) return;
    // `auto-open` waits.
    this.#autoOpened = id;
    void this.#controller.resume(key).then(isResumed => {
      if (isResumed) this.#autoOpened = this.connectionId || '';
      else if (this.#autoOpened === id) this.#autoOpened = undefined;
      this.requestUpdate();
    });
  }

  #autoOpen(): void {
    const {connectionId} = this;
    const mayOpen = this.autoOpen && !this.disabled && this.isConnected;
    if (!mayOpen || !connectionId || this.#autoOpened === connectionId) return;
    this.#autoOpened = connectionId;
    void this.open();
  }

  #text(key: keyof Strings): string {
    const tables = [this.strings, shellTexts, this.#repair?.engine?.repairTexts, this.#description?.texts];
    return textOf(tables, key, this.institutionName || undefined);
  }

  #handleOpen(): void {
    if (!this.disabled && !AFTER_SIGN_IN.has(this.state)) void this.open();
  }

  #handleIntent(): void {
    if (this.disabled || this.state !== 'idle') return;
    const prefetch = oneOf('prefetch', this.prefetch, ['none', 'intent']);
    this.#controller.prefetch({withToken: prefetch === 'intent'});
  }
}

const NOTHING_RUNS = {
  state: 'idle',
  error: undefined,
  result: undefined,
  isSlow: false,
  isElsewhere: false,
  isEnding: false,
  isReturned: false,
} as const;

/** The states in which a click on the button has no effect. */
const AFTER_SIGN_IN: ReadonlySet<RepairState> = new Set(['completing', 'verifying']);

declare global {
  interface HTMLElementTagNameMap {
    'bank-reconnect': BankReconnectElement;
  }
}
