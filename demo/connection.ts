import type {Aggregator, HeldConnection} from './aggregators/aggregator.js';

/** One of the demo's connections, under the demo's own id. It is held in memory and made when first asked for. */
export class DemoConnection {
  readonly id: string;
  readonly aggregator: Aggregator;
  #held: HeldConnection | undefined;
  /** Shared by all that ask at once, so that two tabs do not make two connections. */
  #holding: Promise<HeldConnection> | undefined;

  constructor(aggregator: Aggregator) {
    this.id = `conn_${aggregator.provider.name}`;
    this.aggregator = aggregator;
  }

  /** The connection at the aggregator: the one held if it is still known there, else a new one. */
  async hold(): Promise<HeldConnection> {
    this.#holding ??= this.#find().finally(() => (this.#holding = undefined));
    return await this.#holding;
  }

  /** Makes the aggregator want a repair again. */
  async break(): Promise<void> {
    const {connection} = await this.hold();
    await this.aggregator.breakConnection(connection);
  }

  async #find(): Promise<HeldConnection> {
    if (!this.#held || !(await this.aggregator.exists(this.#held.connection))) {
      this.#held = await this.aggregator.obtain();
    }
    return this.#held;
  }
}
