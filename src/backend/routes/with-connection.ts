import type {StatusRequest} from '../../contract.js';
import {answerError} from '../answer-error.js';
import type {ConnectionLookup, FoundConnection} from '../connection-lookup.js';
import type {RequestLog} from '../logger.js';
import type {Provider} from '../provider.js';

/** The input of a route after the host has accepted the request. */
export interface RouteContext<P extends Provider> extends FoundConnection<P> {
  log: RequestLog;
}

/**
 * Looks the connection up and answers with the result or the error of `act`. Every log line names the repair, and after the
 * lookup also the provider.
 */
export async function withConnection<P extends Provider>(
  request: Request,
  {connectionId, repairId}: StatusRequest,
  find: ConnectionLookup<P>,
  log: RequestLog,
  act: (context: RouteContext<P>) => Promise<Response>,
): Promise<Response> {
  const started = performance.now();
  let repairLog = log.with({repairId});
  try {
    const found = await find(request, connectionId, repairLog);
    repairLog = repairLog.with({provider: found.provider.name});
    return await act({...found, log: repairLog});
  } catch (error) {
    return answerError(error, repairLog.with({durationMs: Math.round(performance.now() - started)}));
  }
}
