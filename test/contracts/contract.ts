import type {ErrorCode, Provider, ProviderConnection} from '../../src/backend/index.js';

/** A connection as the sandbox's control API tells it. */
export interface Described extends Readonly<Record<string, unknown>> {
  provider: string;
  id: string;
  status: string;
  healthy: boolean;
  environment: string;
}

/** What the suite cannot know of a provider by itself. What its stand-in says of itself is not repeated here. */
export interface Contract {
  /** The provider, and after a comma how it is used. */
  readonly name: string;
  /** The status of a connection that the person can repair. */
  readonly broken: string;
  /** A status that the person can do nothing about, and what opening such a connection ends with. */
  readonly beyondRepair: {readonly status: string; readonly code: ErrorCode};
  /** Which of the stand-in's variants can be met in this way; all by default. */
  readonly variants?: RegExp;
  /** Which of the stand-in's connections it is about; the first by default. */
  isMine?(connection: Described): boolean;
  /** The kit's side of it, at that origin. */
  backend(origin: string): Provider;
  /** What the host keeps of the connection; `id` is what the aggregator calls it since its last repair. */
  connection(described: Described, id: string): ProviderConnection & Readonly<Record<string, unknown>>;
}

export const providerOf = ({name}: Contract): string => name.split(',')[0]!;
