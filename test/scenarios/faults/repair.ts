import type {BankReconnectElement} from '../../../src/index.js';
import {record, type Recorded} from '../../helpers/events.js';
import {create, part} from '../../helpers/fixture.js';
import {leftBehind} from '../../helpers/left-behind.js';
import {setHidden, setOnline} from '../../helpers/presence.js';
import {until} from '../../helpers/until.js';
import type {Boundary, Combination, Fault, Provider} from './table.js';
import {attributesOf, players, SECRET, type Widget} from './widgets.js';

const healthy = {plaid: 'HEALTHY', mx: 'CONNECTED', meld: 'ACTIVE', quiltt: 'SYNCED'} as const;

interface Options {
  /** The host's answer to the token request. */
  readonly token?: object;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A repair at whose boundary a fault happens. */
export class FaultyRepair {
  readonly boundary: Boundary;
  readonly fault: Fault;
  readonly provider: Provider;
  /** What the backend knows of a repair in a window of its own or on another page. */
  outcome: 'pending' | 'completed' | undefined;
  /** How often the status has been requested. */
  statusRequests = 0;
  isRemoved = false;
  element!: BankReconnectElement;
  events!: Recorded;
  /** What an idle element has in the page. */
  idle!: ReturnType<typeof leftBehind>;
  #isMet = false;
  #answerHeld = (): void => undefined;

  constructor({boundary, fault, provider}: Combination) {
    this.boundary = boundary;
    this.fault = fault;
    this.provider = provider;
  }

  /** Puts the element into the page. */
  async create({token = players[this.provider].answer, attributes = {}}: Options = {}): Promise<void> {
    const status = () => {
      this.statusRequests++;
      const repair = this.outcome && {repair: this.outcome};
      return this.#answer('status', {
        ...{provider: this.provider, status: healthy[this.provider], statusReason: null},
        ...repair,
      });
    };
    this.element = await create(
      {...attributesOf(this.provider), ...attributes},
      {
        fetchToken: () => this.#answer('token', token),
        completeRepair: () => this.#answer('complete', {}) as never,
        fetchStatus: () => status() as never,
      },
    );
    this.events = record(this.element);
    this.idle = leftBehind(this.element);
  }

  /** Creates the element and opens it. */
  async open(options?: Options): Promise<void> {
    await this.create(options);
    void this.element.open();
  }

  /** The answer to a request of the host's, with the fault if the request is the boundary. */
  #answer(kind: Boundary, value: unknown): unknown {
    if (kind !== this.boundary || this.#isMet) return value;
    this.#isMet = true;
    if (this.fault === 'error') throw new Error(SECRET);
    if (this.setAway(true)) return value;
    return new Promise(resolve => (this.#answerHeld = () => resolve(value)));
  }

  /** Answers the held request at the moment that the fault means. */
  async answerHeld(): Promise<void> {
    await until(() => this.#isMet, 'the request');
    if (this.fault === 'out of order') this.element.close();
    if (this.fault === 'after removal') this.remove();
    if (this.fault === 'timeout' || this.fault === 'late') {
      await until(() => this.element.state === 'idle', 'the end of the wait');
    }
    if (this.fault !== 'timeout') this.#answerHeld();
  }

  /** Makes the page hidden or offline if that is the fault, or ends it. Returns whether it is the fault. */
  setAway(isAway: boolean): boolean {
    if (this.fault === 'hidden') setHidden(isAway);
    if (this.fault === 'offline') setOnline(!isAway);
    return this.fault === 'hidden' || this.fault === 'offline';
  }

  remove(): void {
    this.isRemoved = true;
    this.element.remove();
  }

  get isOver(): boolean {
    return this.isRemoved || this.events.exits().length > 0;
  }

  untilSlow(): Promise<unknown> {
    return until(() => part(this.element, 'retry'), 'the notice that it takes long');
  }

  /** Presses "Close". */
  leave(): void {
    (part(this.element, 'cancel') ?? part(this.element, 'close'))!.click();
  }

  /** Waits for the widget. */
  play(): Promise<Widget> {
    return players[this.provider].play(this.element);
  }

  /** The person finishes in the widget. */
  async finish(widget?: Widget): Promise<void> {
    const played = widget ?? (await this.play());
    await played.report('load');
    await played.report('finish');
  }
}
