import type {ErrorCode, Provider, ProviderConnection} from '../../src/backend/index.js';
import type {Frame} from '../e2e/driver/index.js';
import type {ContractScene} from './scenes.js';

/** A connection as the sandbox's control API tells it. */
export interface Described extends Readonly<Record<string, unknown>> {
  provider: string;
  id: string;
  status: string;
  healthy: boolean;
  environment: string;
}

/** When a variant of a stand-in shows, where that is not in the repair of a connection that broke. */
export interface Situation {
  /** The connection and its bank. */
  readonly change?: Readonly<Record<string, string>>;
  /** Done before the element's button is clicked. */
  before?(scene: ContractScene, connection: Described): Promise<unknown>;
  /** What the person does with the widget; by default they sign in, and finish or close it. */
  meet?(scene: ContractScene, widget: Frame): Promise<unknown>;
  /** The error's code, or else the exit, that the last attempt ends with; by default the connection is repaired. */
  readonly ends?: ErrorCode | 'aborted' | 'already-healthy';
}

/** What the suite cannot know of a provider by itself. What its stand-in says of itself is not repeated here. */
export interface Contract {
  /** The provider, and after a comma how it is used. */
  readonly name: string;
  /** The status of a connection that the person can repair. */
  readonly broken: string;
  /** A status that the person can do nothing about, and what opening such a connection ends with. */
  readonly beyondRepair: {readonly status: string; readonly code: ErrorCode};
  /** Where the widget is shown, if not at its provider's best place. */
  readonly display?: 'popup';
  /** The reason of the abort after a cancel inside the widget; `closed` where the widget does not tell of it. */
  readonly cancel: 'cancelled' | 'closed';
  /** What the attempt of a person who finds the bank down, and leaves, ends with: the exit, and its error's code if it has one. */
  readonly down: string;
  /** Which of the stand-in's variants can be met in this way; all by default. */
  readonly variants?: RegExp;
  /** Those that are met by something else than the repair of a broken connection: by name, or name and value. */
  readonly situations?: Readonly<Record<string, Situation>>;
  /** Which of the stand-in's connections it is about; the first by default. */
  isMine?(connection: Described): boolean;
  /** The kit's side of it, at that origin. */
  backend(origin: string): Provider;
  /** What the host keeps of the connection; `id` is what the aggregator calls it since its last repair. */
  connection(described: Described, id: string): ProviderConnection & Readonly<Record<string, unknown>>;
}

export const providerOf = ({name}: Contract): string => name.split(',')[0]!;
