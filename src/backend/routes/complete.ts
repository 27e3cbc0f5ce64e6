import {healthOf} from '../../health/health.js';
import type {Completion} from '../../contract.js';
import type {Kit} from '../kit.js';
import {knownState, providerContext, refOf} from '../kit.js';
import {describeError} from '../logger.js';
import type {RequestLog} from '../logger.js';
import type {CompletedRepair} from '../options.js';
import {RepairProblem} from '../problem.js';
import type {ConnectionOf, Provider, ProviderCompletion} from '../provider.js';
import {readCompletionRequest} from '../request-fields.js';
import {storeReading, notifyHostSafely} from '../status/read-status.js';
import type {ConnectionRef} from '../store/keys.js';
import {withConnection} from './with-connection.js';

/**
 * `POST {basePath}/complete`: receives the widget's result, reads the status from the vendor and calls the host's
 * `onComplete`. The vendor call is not aborted if the page closes, so that the host still learns the outcome.
 */
export async function answerComplete<P extends Provider>(
  request: Request,
  kit: Kit<P>,
  routeLog: RequestLog,
): Promise<Response> {
  const body = await readCompletionRequest(request);
  return await withConnection(request, body, kit.find, routeLog, async ({connection, provider, log}) => {
    const {connectionId, repairId, result} = body;
    const before = refOf(provider, connection);
    const known = await knownState(kit, provider, before);
    const context = providerContext(kit, provider, {log, repairId, known});
    const at = Date.now();
    const done = await provider.completeRepair(connection, body, context);
    const ref = {...before, providerConnectionId: done.providerConnectionId ?? before.providerConnectionId};
    const healthy = await storeCompletion(kit, provider, ref, done, {at, repairId});

    const {status, statusReason, institution, accounts} = done;
    const {providerConnectionId} = ref;
    const observed = {providerConnectionId, status, statusReason, institution, accounts};
    const repair = {connection, connectionId, provider: provider.name, repairId, ...observed, result};
    const currentId = await callOnComplete(kit, repair, log);
    await notifyHostSafely(kit.notifyHost, provider, ref, {connection, source: 'completion', at, log});
    const completion: Completion = {
      outcome: healthy ? 'successful' : 'pending',
      connectionId: currentId,
      status,
      statusReason,
      ...(institution && {institution}),
      ...(accounts && {accounts}),
    };
    log.info('A repair was completed.', {outcome: completion.outcome});
    return Response.json(completion);
  });
}

/**
 * Stores the vendor's status under the connection's current id. A successful repair clears earlier warnings.
 *
 * @returns whether the connection is healthy
 */
async function storeCompletion<P extends Provider>(
  {store}: Kit<P>,
  provider: P,
  ref: ConnectionRef,
  done: ProviderCompletion,
  {at, repairId}: {at: number; repairId: string},
): Promise<boolean> {
  // If the id has changed, the repair is not stored under the new id yet.
  await store.beginRepair(ref, repairId, at);
  await storeReading(store, ref, {status: done, at}, 'completion');
  const healthy = healthOf(provider.health, done.status, done.statusReason).health === 'healthy';
  if (healthy) await store.clearWarnings(ref, provider.webhooks?.warnings ?? [], at);
  return healthy;
}

/** Calls `onComplete`. @returns the host's current id of the connection */
async function callOnComplete<P extends Provider>(
  {options}: Kit<P>,
  repair: CompletedRepair<ConnectionOf<P>>,
  log: RequestLog,
): Promise<string> {
  try {
    const changed = await options.onComplete?.(repair);
    return changed?.connectionId ?? repair.connectionId;
  } catch (error) {
    log.error('onComplete failed.', describeError(error));
    throw new RepairProblem('completion-failed');
  }
}
