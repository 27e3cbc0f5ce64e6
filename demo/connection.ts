import type {Aggregator, HeldConnection, Sample} from './aggregators/aggregator.js';

/** One of the demo's connections, under the demo's own id. It is held in memory and made when first asked for. */
export class DemoConnection {
  readonly aggregator: Aggregator;
  readonly sample: Sample;
  #held: HeldConnection | undefined;
  /** Shared by all that ask at once, so that two tabs do not make two connections. */
  #holding: Promise<HeldConnection> | undefined;

  constructor(aggregator: Aggregator, sample: Sample) {
    this.aggregator = aggregator;
    this.sample = sample;
  }

  get id(): string {
    return this.sample.id;
  }

  /** Whether this is what an aggregator calls by an id; one that nobody has asked for yet has none. */
  isKnownAs(provider: string, providerConnectionId: string): boolean {
    const {provider: own} = this.aggregator;
    return (
      this.#held !== undefined &&
      own.name === provider &&
      own.providerConnectionId(this.#held.connection) === providerConnectionId
    );
  }

  /** The connection at the aggregator: the one held if it is still known there, else a new one. */
  async hold(): Promise<HeldConnection> {
    this.#holding ??= this.#find().finally(() => (this.#holding = undefined));
    return await this.#holding;
  }

  /** Notes the aggregator's id that a repair has left the connection with. */
  keepId(providerConnectionId: string): void {
    if (!this.#held) return;
    const connection = this.aggregator.withId(this.#held.connection, providerConnectionId);
    this.#held = {...this.#held, connection};
  }

  /** Makes the aggregator want a repair again. @throws {Error} where the demo cannot do that */
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
