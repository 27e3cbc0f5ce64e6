import type {StatusRequest} from '../../contract.js';
import {answerError} from '../answer-error.js';
import type {ConnectionLookup, FoundConnection} from '../connection-lookup.js';
import type {RequestLog} from '../logger.js';
import type {Provider} from '../provider.js';

/** The context of a route after the host has authorized the request. */
export interface RouteContext<P extends Provider> extends FoundConnection<P> {
  log: RequestLog;
}

/**
 * Finds the connection and calls `handle`; an error becomes a response. Every log line has the repair's id, and after the
 * lookup the provider's name.
 */
export async function withConnection<P extends Provider>(
  request: Request,
  {connectionId, repairId}: StatusRequest,
  find: ConnectionLookup<P>,
  log: RequestLog,
  handle: (context: RouteContext<P>) => Promise<Response>,
): Promise<Response> {
  const started = performance.now();
  let repairLog = log.with({repairId});
  try {
    const found = await find(request, connectionId, repairLog);
    repairLog = repairLog.with({provider: found.provider.name});
    return await handle({...found, log: repairLog});
  } catch (error) {
    return answerError(error, repairLog.with({durationMs: Math.round(performance.now() - started)}));
  }
}
