import type {ConnectionStatus} from '../../contract.js';
import type {FoundConnection} from '../connection-lookup.js';
import type {Kit} from '../kit.js';
import {providerContext, refOf} from '../kit.js';
import type {RequestLog} from '../logger.js';
import {isTransient, RepairProblem} from '../problem.js';
import type {Provider, ProviderContext} from '../provider.js';
import {readStatusRequest} from '../request-fields.js';
import {storeReading, notifyHostSafely} from '../status/read-status.js';
import {stateOf} from '../status/state.js';
import type {ConnectionRecord} from '../store/connection-store.js';
import type {ConnectionRef} from '../store/keys.js';
import {withConnection} from './with-connection.js';

/**
 * `GET {basePath}/status`: the connection's status, with the aggregator's values. An observation from after the repair's
 * start is reused if it is not older than `statusInterval`; otherwise the vendor is called.
 */
export async function answerStatus<P extends Provider>(
  request: Request,
  kit: Kit<P>,
  routeLog: RequestLog,
): Promise<Response> {
  const ids = readStatusRequest(request);
  return await withConnection(request, ids, kit.find, routeLog, async ({connection, provider, log}) => {
    const ref = refOf(provider, connection);
    // A repair without a token request begins now, so its first status always comes from the vendor.
    const began = await kit.store.beginRepair(ref, ids.repairId, Date.now());
    const context = providerContext(kit, provider, {signal: request.signal, log, repairId: ids.repairId});
    const repair = await readRepair(kit, {connection, provider, ref, context});
    const record = await loadCurrentRecord(kit, {connection, provider, ref, context, began});
    const state = stateOf(provider.health, record);
    if (!state)
      throw new RepairProblem('backend-unavailable', {
        note: 'The status that was just stored is missing from the store.',
      });
    const {status, statusReason, institution, updatedAt} = state;
    const answer: ConnectionStatus = {
      provider: provider.name,
      status,
      statusReason,
      ...(repair && {repair}),
      ...(institution && {institution}),
      ...(updatedAt && {updatedAt}),
    };
    return Response.json(answer);
  });
}

interface StatusCall<P extends Provider> extends FoundConnection<P> {
  ref: ConnectionRef;
  context: ProviderContext;
}

/** Reads the outcome of a widget that only reports it to the server. A completed repair clears earlier warnings. */
async function readRepair<P extends Provider>(
  {store}: Kit<P>,
  {connection, provider, ref, context}: StatusCall<P>,
): Promise<ConnectionStatus['repair']> {
  const outcome = await provider.readRepair?.(connection, context);
  if (outcome?.repair === 'completed') {
    await store.clearWarnings(ref, provider.webhooks?.warnings ?? [], outcome.endedAt ?? Date.now());
  }
  return outcome?.repair;
}

/** Loads the record, after a vendor call unless the newest observation is recent and from after the repair's start. */
async function loadCurrentRecord<P extends Provider>(
  kit: Kit<P>,
  {connection, provider, ref, context, began}: StatusCall<P> & {began: number},
): Promise<ConnectionRecord> {
  const {store} = kit;
  const vocabulary = provider.webhooks?.warnings;
  const record = await store.load(ref, vocabulary);
  const isUsable = record.last !== undefined && record.last.at >= began;
  if (isUsable && isRecent(record, kit.statusInterval)) return record;
  const {log} = context;
  try {
    const reading = await kit.readStatus({provider, connection, ref, context, since: began});
    await storeReading(store, ref, reading, 'status');
    await notifyHostSafely(kit.notifyHost, provider, ref, {connection, source: 'status', at: reading.at, log});
  } catch (error) {
    // An older observation from after the repair's start is better than an error.
    if (!isUsable || !isTransient(error)) throw error;
    log.warn('The status could not be read; the last observation since the repair began is returned.', {
      code: error.code,
    });
    return record;
  }
  return await store.load(ref, vocabulary);
}

function isRecent({last, staleSince = -Infinity}: ConnectionRecord, interval: number): boolean {
  return last !== undefined && last.at > staleSince && Date.now() - last.at < interval;
}
