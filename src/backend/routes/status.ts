import type {ConnectionStatus} from '../../contract.js';
import type {ConnectionLookup} from '../connection-lookup.js';
import type {RequestLog} from '../logger.js';
import type {Provider} from '../provider.js';
import {readStatusRequest} from '../request-fields.js';
import type {Entries} from '../store/entries.js';
import {providerMemory} from '../store/memory.js';
import {withConnection} from './with-connection.js';

/**
 * `GET {basePath}/status`: the connection's state in the aggregator's own words, read from its API at this moment, so
 * that it is never older than the repair it is asked for.
 */
export async function answerStatus<P extends Provider>(
  request: Request,
  kit: {find: ConnectionLookup<P>; entries: Entries; log: RequestLog},
): Promise<Response> {
  return await withConnection(request, readStatusRequest(request), kit, async ({connection, provider, log}) => {
    const {status, statusReason, institution} = await provider.readStatus(connection, {
      signal: request.signal,
      log,
      memory: providerMemory(kit.entries, provider.name),
    });
    const answer: ConnectionStatus = {provider: provider.name, status, statusReason, ...(institution && {institution})};
    return Response.json(answer);
  });
}
