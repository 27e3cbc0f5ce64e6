import type {ConnectionLookup} from '../connection-lookup.js';
import type {RequestLog} from '../logger.js';
import type {Provider} from '../provider.js';
import {readTokenRequest} from '../request-fields.js';
import type {Entries} from '../store/entries.js';
import {providerMemory} from '../store/memory.js';
import {withConnection} from './with-connection.js';

/** `POST {basePath}/token`: what the widget needs to repair a connection. */
export async function answerToken<P extends Provider>(
  request: Request,
  kit: {find: ConnectionLookup<P>; entries: Entries; log: RequestLog},
): Promise<Response> {
  const body = await readTokenRequest(request);
  return await withConnection(request, body, kit, async ({connection, provider, log}) => {
    const token = await provider.createRepairToken(connection, body, {
      signal: request.signal,
      log,
      memory: providerMemory(kit.entries, provider.name),
    });
    const providerConnectionId = provider.providerConnectionId(connection);
    return Response.json({
      provider: provider.name,
      widget: provider.name,
      ...token,
      ...(providerConnectionId !== body.connectionId && {providerConnectionId}),
    });
  });
}
