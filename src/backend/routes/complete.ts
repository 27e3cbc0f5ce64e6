import type {Completion} from '../../contract.js';
import {healthOf} from '../../health/health.js';
import type {ConnectionLookup} from '../connection-lookup.js';
import type {RequestLog} from '../logger.js';
import {describeError} from '../logger.js';
import type {CompletedRepair, RepairBackendOptions} from '../options.js';
import {RepairProblem} from '../problem.js';
import type {ConnectionOf, Provider} from '../provider.js';
import {readCompletionRequest} from '../request-fields.js';
import type {Entries} from '../store/entries.js';
import {providerMemory} from '../store/memory.js';
import {withConnection} from './with-connection.js';

type OnComplete<P extends Provider> = NonNullable<RepairBackendOptions<P>['onComplete']>;

/**
 * `POST {basePath}/complete`: takes the widget's result, asks the vendor what became of the connection, and tells the
 * host. The vendor call does not end with the request: the page may have been closed, and the host should know still.
 */
export async function answerComplete<P extends Provider>(
  request: Request,
  kit: {find: ConnectionLookup<P>; entries: Entries; log: RequestLog; onComplete: OnComplete<P>},
): Promise<Response> {
  const body = await readCompletionRequest(request);
  return await withConnection(request, body, kit, async ({connection, provider, log}) => {
    const {status, statusReason, institution, accounts} = await provider.completeRepair(connection, body, {
      log,
      repairId: body.repairId,
      memory: providerMemory(kit.entries, provider.name),
    });
    const {connectionId, repairId, result} = body;
    const observed = {status, statusReason, institution, accounts};
    const repair = {connection, connectionId, provider: provider.name, repairId, ...observed, result};
    const completion: Completion = {
      outcome: healthOf(provider.health, status, statusReason).health === 'healthy' ? 'successful' : 'pending',
      connectionId: await tellHost(kit.onComplete, repair, log),
      status,
      statusReason,
      ...(institution && {institution}),
      ...(accounts && {accounts}),
    };
    log.info('A repair was completed.', {outcome: completion.outcome});
    return Response.json(completion);
  });
}

/** Returns the id that the connection has from now on. */
async function tellHost<P extends Provider>(
  onComplete: OnComplete<P>,
  repair: CompletedRepair<ConnectionOf<P>>,
  log: RequestLog,
): Promise<string> {
  try {
    const changed = await onComplete(repair);
    return changed?.connectionId ?? repair.connectionId;
  } catch (error) {
    log.error('onComplete failed.', describeError(error));
    throw new RepairProblem('completion-failed');
  }
}
