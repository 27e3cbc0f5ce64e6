import type {ProviderEntry, WidgetProvider} from '../providers/provider.js';
import type {HealthTable} from '../health/health.js';
import type {RepairError} from '../repair/errors.js';
import type * as engine from './engine.js';
import type * as status from './status.js';

export type Engine = typeof engine;
export type StatusPart = typeof status;

/** Looked up by name, so that the bundler keeps the parameter `retry`: see tools/rollup/retry-imports.mjs. */
const parts = {
  engine: (retry: string) => import('./engine.js'),
  status: (retry: string) => import('./status.js'),
};

interface Load {
  tries: number;
  module: Promise<unknown> | undefined;
}

const loads = new Map<unknown, Load>();

/** Loads a lazy part once. A failed load is forgotten, and the next one uses another URL. */
async function load<T>(importPart: (retry: string) => Promise<T>): Promise<T> {
  const entry = loads.get(importPart) ?? {tries: 0, module: undefined};
  loads.set(importPart, entry);
  entry.module ??= importPart(entry.tries++ ? `?retry=${entry.tries}` : '');
  const {module} = entry;
  try {
    return (await module) as T;
  } catch {
    if (entry.module === module) entry.module = undefined;
    throw scriptBlocked();
  }
}

/** All that a repair does after the click. */
export const loadEngine = (): Promise<Engine> => load(parts.engine);

/** What judges and describes a status. */
export const loadStatus = (): Promise<StatusPart> => load(parts.status);

export const loadWidget = async (entry: ProviderEntry): Promise<WidgetProvider> => (await load(entry.load)).widget;

export const loadHealth = async (entry: ProviderEntry): Promise<HealthTable> => (await load(entry.loadHealth)).health;

/** The error of a part that does not load. The engine makes every other error; this one occurs without the engine. */
function scriptBlocked(): RepairError {
  const members = {
    code: 'script-blocked',
    message: 'A part of bank-reconnect could not be loaded',
    retryable: true,
  } as const;
  return Object.assign(new Error(), members);
}

/** For a failure that another caller reports. */
export const ignore = (): undefined => undefined;
