import type {Kit} from '../kit.js';
import {RepairProblem} from '../problem.js';
import type {ConnectionOf, Provider, ProviderContext} from '../provider.js';
import {storeReading} from '../status/reading.js';
import type {ConnectionRef} from '../store/keys.js';
import {isObject} from '../vendor-call.js';
import type {WebhookEvent} from './webhook.js';

/**
 * Puts an event into the store and tells the host what it changes.
 *
 * @throws whatever failed: the host's functions, the store, or the vendor where the status has to be read
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

/** Null for one that the host does not know, undefined where the host cannot be asked. */
async function findConnection<P extends Provider>(
  {connection}: WebhookEvent,
  provider: P,
  {options}: Kit<P>,
  ref: ConnectionRef,
): Promise<ConnectionOf<P> | null | undefined> {
  if (!options.findByProviderId) return undefined;
  const found = await options.findByProviderId({...ref, connection});
  // A record of another provider is not what the event is about.
  return isObject(found) && found.provider === provider.name ? found : null;
}

/** The connection that the event itself names well enough to be asked about. */
function named<P extends Provider>({connection}: WebhookEvent, provider: P): ConnectionOf<P> | undefined {
  return connection && ({...connection, provider: provider.name} as unknown as ConnectionOf<P>);
}

/**
 * Reads the status at the vendor, or leaves that to the next status request where nobody names the connection.
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
    // To ask again would change nothing where the vendor refuses the connection: the next status request says why.
    if (!(error instanceof RepairProblem) || error.status >= 500 || error.code === 'rate-limited') throw error;
    context.log.warn('The vendor does not tell the status of the connection that a webhook is about.', {
      code: error.code,
    });
    return false;
  }
}
