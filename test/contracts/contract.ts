import type {ErrorCode, Provider, ProviderConnection} from '../../src/backend/index.js';
import type {Frame} from '../e2e/driver/index.js';
import type {ContractFixture} from './fixtures.js';

/** A connection, as the sandbox's control API returns it. */
export interface Described extends Readonly<Record<string, unknown>> {
  provider: string;
  id: string;
  status: string;
  healthy: boolean;
  environment: string;
}

/** The situation in which a variant has an effect, if that is not the repair of a broken connection. */
export interface Situation {
  /** Changes of the connection and its bank. */
  readonly change?: Readonly<Record<string, string>>;
  /** Runs before the element's button is clicked. */
  before?(fixture: ContractFixture, connection: Described): Promise<unknown>;
  /** The person's actions in the widget. The default is to sign in, and to finish or close it. */
  act?(fixture: ContractFixture, widget: Frame): Promise<unknown>;
  /** The error's code, or else the exit, of the last attempt. By default the connection is repaired. */
  readonly ends?: ErrorCode | 'aborted' | 'already-healthy';
}

/** The facts that the suite needs about a provider and that its stand-in does not declare. */
export interface Contract {
  /** The provider, followed after a comma by the way to use it. */
  readonly name: string;
  /** The status of a connection that the person can repair. */
  readonly broken: string;
  /** A status that the person cannot repair, and how an attempt to open such a connection ends. */
  readonly beyondRepair: {readonly status: string; readonly code: ErrorCode};
  /** The display, if it is not the provider's default. */
  readonly display?: 'popup';
  /** The reason of the abort after a cancel in the widget; `closed` if the widget does not report it. */
  readonly cancel: 'cancelled' | 'closed';
  /** How an attempt ends whose person leaves because the bank is down: the exit and, if there is one, the error's code. */
  readonly down: string;
  /** The variants of the stand-in that have an effect in this entry; all by default. */
  readonly variants?: RegExp;
  /** The situations of variants that need one, by the variant's name, or by its name and value. */
  readonly situations?: Readonly<Record<string, Situation>>;
  /** Whether the widget is that of another entry, so that engines do not differ. */
  readonly hasWidgetOfOther?: boolean;
  /** The connection of the stand-in to use; the first by default. */
  matches?(connection: Described): boolean;
  /** Makes the kit's provider for the stand-in at that origin. */
  backend(origin: string): Provider;
  /** Makes the host's record of the connection. `id` is the aggregator's id since the last repair. */
  connection(described: Described, id: string): ProviderConnection & Readonly<Record<string, unknown>>;
}

export const providerOf = ({name}: Contract): string => name.split(',')[0]!;
