import {ConfigurationError} from './configuration-error.js';
import {createConnectionLookup} from './connection-lookup.js';
import type {ConnectionLookup} from './connection-lookup.js';
import type {RepairBackendOptions} from './options.js';
import type {ConnectionOf, Provider, ProviderContext} from './provider.js';
import {createHostNotifier} from './status/changes.js';
import type {NotifyHost} from './status/changes.js';
import {createReadStatus} from './status/read-status.js';
import type {ReadStatus} from './status/read-status.js';
import {stateOf} from './status/state.js';
import {createConnectionStore} from './store/connection-store.js';
import type {ConnectionStore} from './store/connection-store.js';
import {createEntries} from './store/entries.js';
import type {Entries} from './store/entries.js';
import type {ConnectionRef} from './store/keys.js';
import {providerMemory} from './store/memory.js';

/** Default minimum of milliseconds between two status calls to a vendor for one connection. */
const defaultStatusInterval = 3_000;

/** The state shared by the routes of one backend. */
export interface Kit<P extends Provider> {
  options: RepairBackendOptions<P>;
  find: ConnectionLookup<P>;
  entries: Entries;
  store: ConnectionStore;
  readStatus: ReadStatus;
  notifyHost: NotifyHost<ConnectionOf<P>>;
  /** Milliseconds. */
  statusInterval: number;
}

/** @throws {ConfigurationError} */
export function createKit<P extends Provider>(options: RepairBackendOptions<P>): Kit<P> {
  const {statusInterval = defaultStatusInterval} = options;
  if (!Number.isFinite(statusInterval) || statusInterval < 0) {
    throw new ConfigurationError('statusInterval must be a number of milliseconds');
  }
  const entries = createEntries(options.storage);
  const store = createConnectionStore(entries);
  return {
    options,
    find: createConnectionLookup(options),
    entries,
    store,
    readStatus: createReadStatus(statusInterval),
    notifyHost: createHostNotifier<ConnectionOf<P>>(store, options),
    statusInterval,
  };
}

/** Adds the provider's memory to a context. */
export function providerContext(
  {entries}: Pick<Kit<Provider>, 'entries'>,
  provider: Provider,
  context: Omit<ProviderContext, 'memory'>,
): ProviderContext {
  return {...context, memory: providerMemory(entries, provider.name)};
}

/** The store's reference to a connection. @throws {ConfigurationError} if the host's record has no vendor id */
export function refOf<P extends Provider>(provider: P, connection: ConnectionOf<P>): ConnectionRef {
  return {provider: provider.name, providerConnectionId: provider.providerConnectionId(connection)};
}

/** The stored state of a connection, in the form that providers receive. */
export async function knownState(
  {store}: Pick<Kit<Provider>, 'store'>,
  provider: Provider,
  ref: ConnectionRef,
): Promise<ProviderContext['known']> {
  const state = stateOf(provider.health, await store.load(ref, provider.webhooks?.warnings));
  return state && {status: state.status, statusReason: state.statusReason, warnings: state.warnings};
}
