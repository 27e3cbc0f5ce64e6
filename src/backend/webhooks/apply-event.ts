import type {Kit} from '../kit.js';
import {RepairProblem} from '../problem.js';
import type {ConnectionOf, Provider, ProviderConnection, ProviderContext} from '../provider.js';
import {storeReading} from '../status/read-status.js';
import type {ConnectionRef} from '../store/keys.js';
import {isObject} from '../vendor-call.js';
import type {WebhookEvent} from './webhook.js';

/** An event of a connection, with what is needed to apply it. */
export interface EventDelivery<P extends Provider> {
  event: WebhookEvent;
  providerConnectionId: string;
  provider: P;
  kit: Kit<P>;
  context: ProviderContext;
  /** Milliseconds since the epoch. */
  receivedAt: number;
}

/**
 * Stores an event and notifies the host of the change.
 *
 * @throws errors of the host's functions, of the store, or of the vendor if the status has to be read
 */
export async function applyEvent<P extends Provider>(delivery: EventDelivery<P>): Promise<void> {
  const {event, providerConnectionId, provider, kit, context, receivedAt} = delivery;
  const {store} = kit;
  const {change, at} = event;
  const ref = {provider: provider.name, providerConnectionId};
  const found = await findConnection(delivery, ref);
  if (found === null) return context.log.info('The host does not know the connection of a webhook.');

  let observedAt = at;
  let isHint = false;
  if (change.kind === 'status') {
    const {status, statusReason} = change;
    const updatedAt = new Date(at).toISOString();
    await store.observe(ref, {status, statusReason, at, source: 'webhook', updatedAt});
  } else if (change.kind === 'warning') {
    await store.warn(ref, {status: change.status, statusReason: change.statusReason, at});
  } else if (change.kind === 'read') {
    await store.clearWarnings(ref, change.clears ?? [], at);
    observedAt = receivedAt;
    isHint = !(await refreshStatus(delivery, ref, found ?? connectionFromEvent(event, provider)));
  }
  await kit.notifyHost(provider, ref, {connection: found, source: 'webhook', isHint, at: observedAt, log: context.log});
}

/** Null if the host does not know the connection, undefined if it has no `findByProviderId`. */
async function findConnection<P extends Provider>(
  {event, provider, kit: {options}}: EventDelivery<P>,
  ref: ConnectionRef,
): Promise<ConnectionOf<P> | null | undefined> {
  if (!options.findByProviderId) return undefined;
  const found = await options.findByProviderId({...ref, connection: event.connection});
  // A connection of another provider does not match the event.
  return isObject(found) && found.provider === provider.name ? found : null;
}

/** The connection from the event's own ids, if they are enough to read the status. */
function connectionFromEvent({connection}: WebhookEvent, provider: Provider): ProviderConnection | undefined {
  return connection && {...connection, provider: provider.name};
}

/**
 * Marks the stored status as stale and reads it from the vendor. Without a connection the next status request reads it.
 *
 * @returns whether it was read
 */
async function refreshStatus<P extends Provider>(
  {provider, kit: {store, readStatus}, context, receivedAt}: EventDelivery<P>,
  ref: ConnectionRef,
  connection: ProviderConnection | undefined,
): Promise<boolean> {
  await store.markStale(ref, receivedAt - 1);
  if (!connection) return false;
  try {
    const reading = await readStatus({provider, connection, ref, context, since: receivedAt});
    await storeReading(store, ref, reading, 'webhook');
    return true;
  } catch (error) {
    // A retry does not help if the vendor rejects the connection; the next status request returns the error.
    if (!(error instanceof RepairProblem) || error.status >= 500 || error.code === 'rate-limited') throw error;
    context.log.warn('The vendor rejected the status call for the connection of a webhook.', {
      code: error.code,
    });
    return false;
  }
}
