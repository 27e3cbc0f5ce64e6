import {ReactiveElement, unsafeCSS, type PropertyDeclaration} from 'lit';
import type {RepairError} from '../repair/errors.js';
import type {RepairExit} from '../repair/events.js';
import type {CompleteRepair, FetchStatus, FetchToken, Headers} from '../repair/settings.js';
import type {RepairState} from '../repair/states.js';
import {booleanAttribute, isOn, oneOf} from './attribute-values.js';
import {readSettings} from './read-settings.js';
import {ReconnectButton} from './reconnect-button.js';
import {RepairController} from './repair-controller.js';
import {StatusDescription} from './status-description.js';
import {styles} from './styles.js';
import {shellTexts, textOf, type Strings} from './texts.js';
import {shellView, type Situation, type View} from './view.js';
import type {WayOut} from './repair-view.js';

/**
 * Repairs a broken bank connection: one button that opens the aggregator's widget in its repair mode.
 *
 * @tagname bank-reconnect
 * @slot - The button's label; without it "Reconnect" and the bank's name.
 * @slot trigger - The page's own trigger, with `appearance="none"`.
 * @csspart button - The button.
 * @csspart logo - The bank's logo in the button.
 * @csspart spinner - The turning ring in the busy button.
 * @csspart advice - What is said about a connection with a `status`.
 * @csspart message - What is said about the repair.
 * @csspart retry - "Try again", while a widget is slow or in a popup.
 * @csspart cancel - "Close", beside `retry`.
 * @csspart dialog - The modal dialog, or the box around an inline widget.
 * @csspart header - The dialog's upper edge, with the bank's name.
 * @csspart close - The close button in the header.
 * @csspart slow - The notice of a slow widget, with `retry` and `cancel`.
 * @csspart frame - The widget's frame.
 * @cssproperty --bank-reconnect-accent - The button's background.
 * @cssproperty --bank-reconnect-on-accent - The button's text.
 * @cssproperty --bank-reconnect-radius - The corners; the dialog's are half as large again.
 * @cssproperty --bank-reconnect-font - The font family.
 * @cssproperty --bank-reconnect-good - The mark of a success.
 * @cssproperty --bank-reconnect-bad - The mark of a failure.
 * @cssstate idle - The state of the same name; likewise `requesting`, `opening`, `open`, `completing`, `verifying`.
 * @fires {CustomEvent} repair-requested - `open()` was called; cancelable, before anything happens.
 * @fires {CustomEvent} repair-state-changed - The state has changed; dispatched before the event that it belongs to.
 * @fires {CustomEvent} widget-opened - The widget's surface is shown.
 * @fires {CustomEvent} widget-loaded - The widget has reported that it has loaded.
 * @fires {CustomEvent} widget-event - The vendor's own event, allow-listed fields only.
 * @fires {CustomEvent} exited-successful - The person finished and the backend accepted it.
 * @fires {CustomEvent} exited-aborted - The person left, or the page ended it.
 * @fires {CustomEvent} exited-errored - It could not go on.
 * @fires {CustomEvent} repair-confirmed - The status has become healthy.
 * @fires {CustomEvent} repair-unconfirmed - The status did not become healthy in time.
 * @fires {CustomEvent} connection-removed - The person deleted the connection inside the widget.
 */
export class BankReconnectElement extends ReactiveElement {
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
    display: {},
    appearance: {},
    prefetch: {},
    autoOpen: {attribute: 'auto-open', converter: booleanAttribute},
    disabled: {converter: booleanAttribute},
    sandboxUrl: {attribute: 'sandbox-url'},
    // Without an attribute, but reactive: lit then keeps values that were set before the tag was defined.
    headers: {attribute: false},
    fetchToken: {attribute: false},
    completeRepair: {attribute: false},
    fetchStatus: {attribute: false},
    widgetOrigins: {attribute: false},
    strings: {attribute: false},
  };

  /** The connection to repair, in the host's own id space. */
  declare connectionId: string | null | undefined;
  /** `plaid`, `meld`, `mx`, `quiltt`; a hint, because the backend decides. Needed for early loading and for `status`. */
  declare provider: string | null | undefined;
  /** POSTed to for a repair token. */
  declare tokenUrl: string | null | undefined;
  /** POSTed to with the widget's result, before success is announced. */
  declare completeUrl: string | null | undefined;
  /** Asked for the status; verifies a repair. */
  declare statusUrl: string | null | undefined;
  /** Where redirects and pop-ups come back to. */
  declare returnUrl: string | null | undefined;
  /** `same-origin` (default) or `include`, for a backend on another origin. */
  declare credentials: string | null | undefined;
  /** The connection's status, in the aggregator's own words: decides what is said and whether a repair is offered. */
  declare status: string | null | undefined;
  /** The reason that goes with it. */
  declare statusReason: string | null | undefined;
  /** The bank's name, for the button and the dialog's accessible name. */
  declare institutionName: string | null | undefined;
  /** The address of the bank's logo. */
  declare institutionLogo: string | null | undefined;
  /** `auto` (the provider's best, default), `modal`, `inline`, `popup` (needs a way to read the status). */
  declare display: string | null | undefined;
  /** `button` (default) or `none`: the page's own trigger in `slot="trigger"`. */
  declare appearance: string | null | undefined;
  /** `none` (default) or `intent`: on hover, focus and touch connect early and fetch the token. Code loads then anyway. */
  declare prefetch: string | null | undefined;
  /** Opens by itself, once per connected element and connection id. */
  declare autoOpen: boolean;
  /** Stops the button, the trigger and `auto-open`, not a scripted `open()`. */
  declare disabled: boolean;
  /** Development only: the sandbox's control origin, on loopback. */
  declare sandboxUrl: string | null | undefined;
  /** Texts that replace ours, key by key. */
  declare strings: Partial<Strings> | null | undefined;

  /** Sent with every call to the backend: an object, or a function (async or not) that gives one. */
  declare headers: Headers | null | undefined;
  /** Replaces `token-url`. */
  declare fetchToken: FetchToken | null | undefined;
  /** Replaces `complete-url`. */
  declare completeRepair: CompleteRepair | null | undefined;
  /** Replaces `status-url`. */
  declare fetchStatus: FetchStatus | null | undefined;
  /** Further origins that a widget URL may have. */
  declare widgetOrigins: readonly string[] | null | undefined;

  /** Undefined until there is something to repair: a page may have many elements that stay idle. */
  #repair: RepairController | undefined;
  /** Undefined until the page sets a status. */
  #description: StatusDescription | undefined;
  #button: ReconnectButton | undefined;
  #wayOut: WayOut | undefined;
  #internals: ElementInternals | undefined;
  /** The connection that `auto-open` has acted for. */
  #autoOpened: string | undefined;

  /** A boolean property is false until it is set. A default that the constructor sets would cost every element an update. */
  protected static override getPropertyDescriptor(
    name: PropertyKey,
    key: string | symbol,
    options: PropertyDeclaration,
  ): PropertyDescriptor | undefined {
    const descriptor = super.getPropertyDescriptor(name, key, options);
    if (!descriptor || options.converter !== booleanAttribute) return descriptor;
    return {
      ...descriptor,
      get(this: BankReconnectElement): unknown {
        return descriptor.get?.call(this) ?? false;
      },
    };
  }

  /** Where the repair is. */
  get state(): RepairState {
    return this.#repair?.state ?? 'idle';
  }

  /** Why the last repair could not go on; undefined once another one begins. */
  get error(): RepairError | undefined {
    return this.#repair?.error;
  }

  /** Starts the repair, or brings a running one to the front. Never rejects; resolves at the exit. */
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
    // A move within the page is a removal followed by an insertion. A microtask later they can be told apart.
    queueMicrotask(() => {
      if (this.isConnected) {
        this.#repair?.moved();
      } else {
        this.#autoOpened = undefined;
        this.#repair?.removed();
      }
    });
  }

  protected override updated(): void {
    this.#repair?.follow();
    if (this.status || this.#description) this.#status.update(this, {isFirst: !this.#button});
    this.#draw();
    this.#setCustomState();
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
      if (isChange) this.#repair?.forget({isHealthy: health?.health === 'healthy'});
      this.requestUpdate();
    }));
  }

  #draw(): void {
    const root = this.renderRoot as ShadowRoot;
    // Before the first drawing nothing can have the focus.
    const focused = this.#button && root.activeElement;
    const button = (this.#button ??= this.#createButton(root));
    const isOwn = oneOf('appearance', this.appearance, ['button', 'none', 'banner']) !== 'none';
    const view = this.#view();
    button.draw({
      label: view.label && this.#text(view.label),
      isBusy: view.isBusy,
      isDisabled: isOn(this.disabled),
      isOwn,
      logo: this.institutionLogo,
    });
    // Even where the page draws for itself, the person must see the way out of a slow widget.
    button.say(view.message ? this.#text(view.message) : '', isOwn || view.hasWayOut ? view.look : 'quiet');
    this.#drawWayOut(button.button, view);
    this.#description?.draw(button, {state: this.state, view, isOwn, text: key => this.#text(key)});
    // A button that disappears must not take the focus with it. Asking for its size would force a layout here.
    if (focused?.closest('[hidden]')) {
      const target = button.button.hidden && isOwn ? button.message : button.trigger;
      target?.focus({preventScroll: true});
    }
  }

  #createButton(root: ShadowRoot): ReconnectButton {
    const onIntent = () => this.#handleIntent();
    root.addEventListener('pointerover', onIntent);
    root.addEventListener('focusin', onIntent);
    return new ReconnectButton(root, () => this.#handleOpen());
  }

  #drawWayOut(anchor: Element, view: View): void {
    const engine = this.#repair?.engine;
    if (!engine || (!view.hasWayOut && !this.#wayOut)) return;
    this.#wayOut ??= new engine.WayOut(anchor, {
      onRetry: () => this.#controller.restart(),
      onClose: () => this.#controller.dismiss(),
    });
    this.#wayOut.draw(view, key => this.#text(key));
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
      // A browser without custom states, or one that requires dashes before their names.
    }
  }

  #autoOpen(): void {
    const {connectionId} = this;
    const mayOpen = isOn(this.autoOpen) && !isOn(this.disabled) && this.isConnected;
    if (!mayOpen || !connectionId || this.#autoOpened === connectionId) return;
    this.#autoOpened = connectionId;
    void this.open();
  }

  #text(key: keyof Strings): string {
    const tables = [this.strings, shellTexts, this.#repair?.engine?.repairTexts, this.#description?.texts];
    return textOf(tables, key, this.institutionName || undefined);
  }

  #handleOpen(): void {
    if (!isOn(this.disabled) && !AFTER_SIGN_IN.has(this.state)) void this.open();
  }

  #handleIntent(): void {
    if (isOn(this.disabled) || this.state !== 'idle') return;
    const prefetch = oneOf('prefetch', this.prefetch, ['none', 'intent']);
    this.#controller.intend({withToken: prefetch === 'intent'});
  }
}

const NOTHING_RUNS = {state: 'idle', error: undefined, result: undefined, isSlow: false, isElsewhere: false} as const;

/** In these states a click on the button has no meaning. */
const AFTER_SIGN_IN: ReadonlySet<RepairState> = new Set(['completing', 'verifying']);

declare global {
  interface HTMLElementTagNameMap {
    'bank-reconnect': BankReconnectElement;
  }
}
