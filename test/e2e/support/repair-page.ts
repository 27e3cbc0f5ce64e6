import assert from 'node:assert/strict';
import type {Frame, Locator, Page} from '../driver/index.js';
import type {Provider} from './test-servers.js';

/** An event of the element, as the page received it. */
export interface RecordedEvent {
  type: string;
  detail: {
    connectionId?: string;
    provider?: string;
    repairId?: string;
    oldState?: string;
    newState?: string;
    name?: string;
    reason?: string;
    verifying?: boolean;
    alreadyHealthy?: boolean;
    resultingConnectionId?: string;
    status?: string;
    error?: {code: string; retryable: boolean; vendor?: {code?: string}};
  };
}

const EXITS = /^exited-/;

/** Runs in the page: records every event, and errors and policy violations that no event reports. */
function startRecording(): void {
  const recordedEvents: RecordedEvent[] = [];
  const pageErrors: string[] = [];
  const names = [
    ...['repair-requested', 'repair-state-changed', 'widget-opened', 'widget-loaded', 'widget-event'],
    ...['exited-successful', 'exited-aborted', 'exited-errored', 'repair-confirmed', 'repair-unconfirmed'],
    'connection-removed',
  ];
  for (const name of names) {
    addEventListener(name, event => {
      recordedEvents.push({
        type: name,
        detail: JSON.parse(JSON.stringify((event as CustomEvent).detail)) as RecordedEvent['detail'],
      });
    });
  }
  addEventListener('error', ({message}) => pageErrors.push(message));
  addEventListener('unhandledrejection', ({reason}) => pageErrors.push(String(reason)));
  addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI}) => {
    // WebKit requests the icon of some pages by itself, and a strict policy blocks it.
    if (!blockedURI.endsWith('/favicon.ico')) pageErrors.push(`${violatedDirective} ${blockedURI}`);
  });
  Object.assign(window, {recordedEvents, pageErrors});
}

/** The container of a provider's element: the first one in the demo, the only one elsewhere. */
export const rowOf = (provider: Provider): string =>
  `[data-provider=${provider}]:not([data-connection]:not([data-connection=conn_${provider}]))`;

/** A page with elements, used like a person and like the page's own code. Every element is in a `[data-provider]`. */
export class RepairPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Goes to a page and records its events. */
  async goto(url: string): Promise<void> {
    await this.page.goto(url);
    await this.listen();
  }

  /** Waits until the element exists, and records the page's events from then on. */
  async listen(): Promise<void> {
    await this.page.waitFor(() => customElements.get('bank-reconnect') !== undefined);
    await this.page.evaluate(startRecording);
  }

  /** Clicks the button of an element. */
  reconnect(provider: Provider): Promise<void> {
    return this.page.click({css: '[part=button]', within: rowOf(provider)});
  }

  /** The document of the widget that is open. */
  widget(provider: Provider): Promise<Frame> {
    const css = provider === 'plaid' ? 'iframe[id^=plaid-link-iframe]' : 'iframe[part=frame]';
    return this.page.frame(provider === 'plaid' ? css : {css, within: rowOf(provider)});
  }

  /** Waits until the widget is gone. */
  async widgetGone(): Promise<void> {
    await this.page.waitFor(
      () =>
        !document.querySelector('iframe') &&
        [...document.querySelectorAll('bank-reconnect')].every(tag => !tag.shadowRoot?.querySelector('iframe, dialog')),
    );
  }

  /** Clicks something in the element's shadow root. */
  click(provider: Provider, locator: Locator): Promise<void> {
    return this.page.click({...locator, within: `${rowOf(provider)} bank-reconnect`});
  }

  /** The aggregator's status, as the page shows it. */
  status(provider: Provider): Promise<string> {
    return this.page.text(`${rowOf(provider)} [data-status]`);
  }

  async waitForStatus(provider: Provider, word: string): Promise<void> {
    await this.page.waitFor(
      (selector: string, text: string) => document.querySelector(selector)?.textContent === text,
      `${rowOf(provider)} [data-status]`,
      word,
    );
  }

  state(provider: Provider): Promise<string> {
    return this.page.evaluate(
      (selector: string) => document.querySelector<Element & {state: string}>(selector)?.state ?? '',
      `${rowOf(provider)} bank-reconnect`,
    );
  }

  async waitForState(provider: Provider, state: string): Promise<void> {
    await this.page.waitFor(
      (selector: string, wanted: string) =>
        document.querySelector<Element & {state: string}>(selector)?.state === wanted,
      `${rowOf(provider)} bank-reconnect`,
      state,
    );
  }

  /** The element's message to the person. */
  message(provider: Provider): Promise<string> {
    return this.page.text({css: '[part=message]', within: rowOf(provider)});
  }

  /** All events of one provider's element so far, or of all. */
  async events(provider?: Provider): Promise<RecordedEvent[]> {
    const recordedEvents = await this.page.evaluate(
      () => (window as unknown as {recordedEvents: RecordedEvent[]}).recordedEvents,
    );
    return recordedEvents.filter(({detail}) => provider === undefined || detail.provider === provider);
  }

  /** The names of all events except `widget-event` and `repair-state-changed`. */
  async mainEvents(provider?: Provider): Promise<string[]> {
    const events = await this.events(provider);
    return events.map(({type}) => type).filter(type => !/^(widget-event|repair-state-changed)$/.test(type));
  }

  /** The states that were entered. */
  async states(provider: Provider): Promise<(string | undefined)[]> {
    const changes = (await this.events(provider)).filter(({type}) => type === 'repair-state-changed');
    return changes.map(({detail}) => detail.newState);
  }

  /** Waits until that many events of the name have been dispatched, and returns the last one. */
  waitForEvent(type: string, count = 1): Promise<RecordedEvent> {
    return this.page.waitFor(
      (name: string, wanted: number) =>
        (window as unknown as {recordedEvents: RecordedEvent[]}).recordedEvents.filter(event => event.type === name)[
          wanted - 1
        ],
      type,
      count,
    ) as Promise<RecordedEvent>;
  }

  /** Waits for an exit, asserts that it is the expected one and the only one, and returns it. */
  async waitForExit(type: 'successful' | 'aborted' | 'errored', provider?: Provider): Promise<RecordedEvent> {
    await this.page.waitFor(() =>
      (window as unknown as {recordedEvents: RecordedEvent[]}).recordedEvents.some(event =>
        event.type.startsWith('exited-'),
      ),
    );
    const exits = (await this.events(provider)).filter(event => EXITS.test(event.type));
    assert.deepEqual(
      exits.map(exit => exit.type),
      [`exited-${type}`],
      JSON.stringify(exits),
    );
    return exits[0]!;
  }

  /** Fails if the page had an error or broke its own security policy. */
  async assertNoPageErrors(): Promise<void> {
    assert.deepEqual(
      await this.page.evaluate(() => (window as unknown as {pageErrors?: string[]}).pageErrors ?? []),
      [],
    );
  }
}

/** Signs in with a username and a password. */
export async function signIn(widget: Frame, username = 'user_good', password = 'pass_good'): Promise<void> {
  await widget.fill('Username', username);
  await widget.fill('Password', password);
  await widget.click({role: 'button', name: 'Sign in'});
}

/** Waits until a widget's alert contains `words`. */
export async function waitForAlert(widget: Frame, words: string): Promise<void> {
  await widget.waitFor((text: string) => {
    const alert = document.querySelector<HTMLElement>('[role=alert]');
    return !!alert && !alert.hidden && (alert.textContent ?? '').includes(text);
  }, words);
}
