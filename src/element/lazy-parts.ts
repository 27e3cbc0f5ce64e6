import type {ProviderEntry, WidgetProvider} from '../providers/provider.js';
import type {HealthTable} from '../health/health.js';
import type {RepairError} from '../repair/errors.js';
import type * as engine from './engine/engine.js';
import type * as status from './status/status.js';

/** The engine part. */
export type Engine = typeof engine;
/** The status part. */
export type StatusPart = typeof status;

/**
 * The lazy parts by name. The lookup by name makes the bundler keep the parameter `retry`: see
 * tools/rollup/retry-imports.mjs.
 */
const parts = {
  engine: (retry: string) => import('./engine/engine.js'),
  status: (retry: string) => import('./status/status.js'),
};

interface Load {
  tries: number;
  /** Undefined before the first load and after a failure. */
  module: Promise<unknown> | undefined;
}

const loads = new Map<unknown, Load>();

/** The maximum wait for a lazy part, in milliseconds. A server may never end its answer. */
const LOAD_LIMIT = 30_000;

/** Loads a lazy part once. After a failure the next call uses another URL. */
async function load<T>(importPart: (retry: string) => T | Promise<T>): Promise<T> {
  const entry = loads.get(importPart) ?? {tries: 0, module: undefined};
  loads.set(importPart, entry);
  if (!entry.module) {
    entry.tries += 1;
    const retry = entry.tries > 1 ? `?retry=${entry.tries}` : '';
    // Async, because the function of a host's own provider may return the part itself, or throw.
    entry.module = (async () => importPart(retry))();
  }
  const {module} = entry;
  let timer;
  const limit = new Promise((_, reject) => (timer = setTimeout(reject, LOAD_LIMIT)));
  try {
    return (await Promise.race([module, limit])) as T;
  } catch {
    if (entry.module === module) entry.module = undefined;
    throw scriptBlocked();
  } finally {
    clearTimeout(timer);
  }
}

/** Loads the engine. */
export const loadEngine = (): Promise<Engine> => load(parts.engine);

/** Loads the code that judges and describes a status. */
export const loadStatus = (): Promise<StatusPart> => load(parts.status);

/** Loads a provider's widget code. */
export const loadWidgetCode = async (entry: ProviderEntry): Promise<WidgetProvider> => (await load(entry.load)).widget;

/** Loads a provider's status table. */
export const loadHealth = async (entry: ProviderEntry): Promise<HealthTable> => (await load(entry.loadHealth)).health;

/**
 * Creates the error of a part that fails to load. The engine creates all other errors. This one occurs without the
 * engine.
 */
function scriptBlocked(): RepairError {
  const members = {
    code: 'script-blocked',
    message: 'A part of bank-reconnect could not be loaded',
    retryable: true,
  } as const;
  return Object.assign(new Error(), members);
}

/** The handler of a failure that another caller reports. */
export const ignore = (): undefined => undefined;
