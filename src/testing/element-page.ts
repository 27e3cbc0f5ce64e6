import assert from 'node:assert/strict';
import type {Page} from './driver/types.js';

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
    error?: {code: string; retryable: boolean; retryAfter?: number; vendor?: {code?: string}};
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

/** A page with elements, whose events it records. */
export class ElementPage {
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

  /** All events of one provider's element so far, or of all. */
  async events(provider?: string): Promise<RecordedEvent[]> {
    const recordedEvents = await this.page.evaluate(
      () => (window as unknown as {recordedEvents: RecordedEvent[]}).recordedEvents,
    );
    return recordedEvents.filter(({detail}) => provider === undefined || detail.provider === provider);
  }

  /** The names of all events except `widget-event` and `repair-state-changed`. */
  async mainEvents(provider?: string): Promise<string[]> {
    const events = await this.events(provider);
    return events.map(({type}) => type).filter(type => !/^(widget-event|repair-state-changed)$/.test(type));
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
  async waitForExit(type: 'successful' | 'aborted' | 'errored', provider?: string): Promise<RecordedEvent> {
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
