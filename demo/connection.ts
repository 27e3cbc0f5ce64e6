import type {Aggregator, HeldConnection, Sample} from './aggregators/aggregator.js';

/** A connection of the demo, with the demo's own id. It is kept in memory and created at the first use. */
export class DemoConnection {
  readonly aggregator: Aggregator;
  readonly sample: Sample;
  #held: HeldConnection | undefined;
  /** Shared by concurrent requests, so that two tabs do not create two connections. */
  #holding: Promise<HeldConnection> | undefined;

  constructor(aggregator: Aggregator, sample: Sample) {
    this.aggregator = aggregator;
    this.sample = sample;
  }

  get id(): string {
    return this.sample.id;
  }

  /** Whether the aggregator uses this id for the connection. A connection that is not used yet has no id. */
  isKnownAs(provider: string, providerConnectionId: string): boolean {
    const {provider: own} = this.aggregator;
    return (
      this.#held !== undefined &&
      own.name === provider &&
      own.providerConnectionId(this.#held.connection) === providerConnectionId
    );
  }

  /** Returns the connection at the aggregator: the kept one if it still exists, else a new one. */
  async hold(): Promise<HeldConnection> {
    this.#holding ??= this.#find().finally(() => (this.#holding = undefined));
    return await this.#holding;
  }

  /** Stores the aggregator's new id after a repair. */
  keepId(providerConnectionId: string): void {
    if (!this.#held) return;
    const connection = this.aggregator.withId(this.#held.connection, providerConnectionId);
    this.#held = {...this.#held, connection};
  }

  /** Breaks the connection again. @throws {Error} if the demo cannot do that */
  async break(): Promise<void> {
    const {connection} = await this.hold();
    if (!this.sample.breakAgain) throw new Error(`The demo cannot break ${this.id}.`);
    await this.sample.breakAgain(connection);
  }

  async #find(): Promise<HeldConnection> {
    if (!this.#held || !(await this.aggregator.exists(this.#held.connection))) {
      this.#held = await this.sample.obtain();
    }
    return this.#held;
  }
}
