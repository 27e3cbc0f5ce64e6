import {ReactiveElement, unsafeCSS} from 'lit';
import type {Display} from '../contract.js';
import type {ConnectionHealth} from '../health/health.js';
import {providerEntry} from '../repair/configuration.js';
import type {RepairError} from '../repair/errors.js';
import type {RepairExit} from '../repair/events.js';
import {describeConnection} from '../repair/describe-connection.js';
import {Repair} from '../repair/repair.js';
import type {CompleteRepair, FetchStatus, FetchToken, Headers, Settings} from '../repair/settings.js';
import type {RepairState} from '../repair/states.js';
import {keepFocus} from './focus.js';
import {Parts} from './parts.js';
import {textOf, type Strings} from './strings.js';
import {styles} from './styles.js';
import {viewOf} from './view.js';
import {booleanAttribute, isOn, oneOf, warn} from './words.js';

/**
 * Repairs a broken bank connection: one button that opens the aggregator's widget in its repair mode.
 *
 * @tagname bank-reconnect
 * @slot - The button's label; without it "Reconnect" and the bank's name.
 * @slot trigger - The page's own trigger, with `appearance="none"`.
 * @csspart button - The button.
 * @csspart logo - The bank's logo in the button.
 * @csspart spinner - The turning ring in the busy button.
 * @csspart advice - What is said of a connection with a `status`.
 * @csspart message - What is said to the person of the repair.
 * @csspart retry - "Try again", where a widget is slow or in another window.
 * @csspart cancel - "Close", likewise.
 * @csspart dialog - The modal dialog, or the box around an inline widget.
 * @csspart header - Its upper edge, with the bank's name.
 * @csspart close - The close button in that.
 * @csspart slow - What is said there of a slow widget, with `retry` and `cancel`.
 * @csspart frame - The widget's frame.
 * @cssproperty --bank-reconnect-accent - The button's background.
 * @cssproperty --bank-reconnect-on-accent - The button's text.
 * @cssproperty --bank-reconnect-radius - The corners; the dialog's are half as large again.
 * @cssproperty --bank-reconnect-font - The font family.
 * @cssproperty --bank-reconnect-good - The mark of a success.
 * @cssproperty --bank-reconnect-bad - The mark of a failure.
 * @cssstate idle - And `requesting`, `opening`, `open`, `completing`, `verifying`: the state of the same name.
 * @fires {CustomEvent} repair-requested - `open()` was called; cancelable, before anything happens.
 * @fires {CustomEvent} repair-state-changed - Every change of state, before the event that it belongs to.
 * @fires {CustomEvent} widget-opened - The widget's surface is shown.
 * @fires {CustomEvent} widget-loaded - The widget has reported that it has loaded.
 * @fires {CustomEvent} widget-event - An event of the vendor's own, allow-listed fields only.
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
    // Without an attribute, and reactive all the same: lit then keeps what was set before the tag was defined.
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

  readonly #repair: Repair;
  #parts: Parts | undefined;
  #internals: ElementInternals | undefined;
  /** What the status comes to; null while that is not known yet. */
  #health: ConnectionHealth | null | undefined;
  /** What that is about. */
  #described = '';
  /** The connection that `auto-open` has acted for. */
  #autoOpened: string | undefined;

  constructor() {
    super();
    this.autoOpen = this.disabled = false;
    this.#repair = new Repair(this, {
      text: key => this.#text(key),
      readSettings: () => this.#readSettings(),
      keepFocus: () => keepFocus(this, () => this.#parts?.trigger),
    });
  }

  /** Where the repair is. */
  get state(): RepairState {
    return this.#repair.state;
  }

  /** Why the last repair could not go on; undefined once another has begun. */
  get error(): RepairError | undefined {
    return this.#repair.error;
  }

  /** Starts the repair, or brings a running one to the front. Never rejects; resolves at the exit. */
  open(): Promise<RepairExit> {
    return this.#repair.open();
  }

  /** Ends whatever runs. */
  close(): void {
    this.#repair.close();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move within the page is a removal followed by an insertion; which of the two it is shows a moment later.
    queueMicrotask(() => {
      if (this.isConnected) {
        this.#repair.moved();
      } else {
        this.#autoOpened = undefined;
        this.#repair.removed();
      }
    });
  }

  protected override updated(): void {
    this.#repair.follow();
    this.#describe();
    this.#parts ??= new Parts(this.renderRoot, {
      open: () => this.#handleOpen(),
      intend: () => this.#handleIntent(),
      restart: () => this.#repair.restart(),
      dismiss: () => this.#repair.dismiss(),
    });
    this.#parts.draw({
      view: viewOf(this.#repair, this.#health),
      text: key => this.#text(key),
      isOwn: oneOf('appearance', this.appearance, ['button', 'none', 'banner']) !== 'none',
      disabled: isOn(this.disabled),
      logo: this.institutionLogo,
    });
    try {
      const {states} = (this.#internals ??= this.attachInternals());
      states.clear();
      states.add(this.state);
    } catch {
      // A browser without custom states, or one that wants dashes before their names.
    }
    const {connectionId} = this;
    const mayOpen = isOn(this.autoOpen) && !isOn(this.disabled) && this.isConnected;
    if (mayOpen && connectionId && this.#autoOpened !== connectionId) {
      this.#autoOpened = connectionId;
      void this.open();
    }
  }

  /** Finds out what the status means, where there is one and it is another than before. */
  #describe(): void {
    const {provider, status, statusReason} = this;
    const about = status ? [provider, status, statusReason].join() : '';
    if (about === this.#described) return;
    const isNews = !!this.#parts;
    this.#described = about;
    // A button that is there already stays until it is known that it should not.
    this.#health = status ? (isNews ? this.#health : null) : undefined;
    if (!status) return;
    // Without the table the button is offered: the backend decides in any case.
    const describing = describeConnection({provider, status, statusReason}).catch(() => undefined);
    void describing.then(health => {
      if (about !== this.#described) return;
      this.#health = health;
      if (isNews) this.#repair.forget(health?.health === 'healthy');
      this.requestUpdate();
    });
  }

  #text(key: keyof Strings): string {
    return textOf(this.strings ?? {}, key, this.institutionName || undefined);
  }

  /** The settings as they are now; null, undefined and '' mean unset. */
  #readSettings(): Settings {
    const {provider} = this;
    if (provider && !providerEntry(provider)) warn(`unknown provider "${provider}"`);
    const names = Object.keys(BankReconnectElement.properties) as (keyof Settings & keyof BankReconnectElement)[];
    return {
      ...Object.fromEntries(names.map(name => [name, this[name] || undefined])),
      locale:
        this.lang || this.closest<HTMLElement>('[lang]')?.lang || document.documentElement.lang || navigator.language,
      // Browsers hide the attribute from scripts, not the property.
      nonce: this.nonce ?? '',
      credentials: oneOf('credentials', this.credentials, ['same-origin', 'include']),
      display: oneOf<Display | 'auto'>('display', this.display, ['auto', 'modal', 'inline', 'popup', 'redirect']),
    };
  }

  #handleOpen(): void {
    if (!isOn(this.disabled) && !/^[cv]/.test(this.state)) void this.open();
  }

  #handleIntent(): void {
    if (isOn(this.disabled) || this.state !== 'idle') return;
    this.#repair.intend(oneOf('prefetch', this.prefetch, ['none', 'intent']) === 'intent');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bank-reconnect': BankReconnectElement;
  }
}
