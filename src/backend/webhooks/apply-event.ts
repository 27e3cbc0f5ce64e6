import type {Kit} from '../kit.js';
import {RepairProblem} from '../problem.js';
import type {ConnectionOf, Provider, ProviderContext} from '../provider.js';
import {storeReading} from '../status/reading.js';
import type {ConnectionRef} from '../store/keys.js';
import {isObject} from '../vendor-call.js';
import type {WebhookEvent} from './webhook.js';

/**
 * Stores an event and notifies the host of the change.
 *
 * @throws errors of the host's functions, of the store, or of the vendor if the status has to be read
 */
export async function applyEvent<P extends Provider>(
  event: WebhookEvent,
  providerConnectionId: string,
  provider: P,
  kit: Kit<P>,
  context: ProviderContext,
  receivedAt: number,
): Promise<void> {
  const {store} = kit;
  const {change, at} = event;
  const ref = {provider: provider.name, providerConnectionId};
  const found = await findConnection(event, provider, kit, ref);
  if (found === null) return context.log.info('A webhook is about a connection that the host does not know.');

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
    isHint = !(await readAgain(found ?? named(event, provider), provider, kit, ref, context, receivedAt));
  }
  await kit.tell(provider, ref, {connection: found, source: 'webhook', isHint, at: observedAt, log: context.log});
}

/** Null if the host does not know the connection, undefined if the host has no `findByProviderId`. */
async function findConnection<P extends Provider>(
  {connection}: WebhookEvent,
  provider: P,
  {options}: Kit<P>,
  ref: ConnectionRef,
): Promise<ConnectionOf<P> | null | undefined> {
  if (!options.findByProviderId) return undefined;
  const found = await options.findByProviderId({...ref, connection});
  // The event cannot be about another provider's connection.
  return isObject(found) && found.provider === provider.name ? found : null;
}

/** The connection as the event names it, if its ids are enough to read the status. */
function named<P extends Provider>({connection}: WebhookEvent, provider: P): ConnectionOf<P> | undefined {
  return connection && ({...connection, provider: provider.name} as unknown as ConnectionOf<P>);
}

/**
 * Reads the status at the vendor. If the connection cannot be identified, the next status request reads it.
 *
 * @returns whether it was read
 */
async function readAgain<P extends Provider>(
  connection: ConnectionOf<P> | undefined,
  provider: P,
  {store, readStatus}: Kit<P>,
  ref: ConnectionRef,
  context: ProviderContext,
  receivedAt: number,
): Promise<boolean> {
  await store.markStale(ref, receivedAt - 1);
  if (!connection) return false;
  try {
    const reading = await readStatus({provider, connection, ref, context, since: receivedAt});
    await storeReading(store, ref, reading, 'webhook');
    return true;
  } catch (error) {
    // Another delivery would not help if the vendor refuses the connection. The next status request reports the refusal.
    if (!(error instanceof RepairProblem) || error.status >= 500 || error.code === 'rate-limited') throw error;
    context.log.warn('The vendor does not tell the status of the connection that a webhook is about.', {
      code: error.code,
    });
    return false;
  }
}
