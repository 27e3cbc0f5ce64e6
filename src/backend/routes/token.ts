import type {Kit} from '../kit.js';
import {knownState, providerContext, refOf} from '../kit.js';
import type {RequestLog} from '../logger.js';
import type {Provider} from '../provider.js';
import {readTokenRequest} from '../request-fields.js';
import {withConnection} from './with-connection.js';

/**
 * `POST {basePath}/token`: creates what the widget needs to repair a connection. It first stores when the repair begins,
 * because earlier observations say nothing about its success.
 */
export async function answerToken<P extends Provider>(
  request: Request,
  kit: Kit<P>,
  routeLog: RequestLog,
): Promise<Response> {
  const body = await readTokenRequest(request);
  return await withConnection(request, body, kit.find, routeLog, async ({connection, provider, log}) => {
    const ref = refOf(provider, connection);
    const {repairId} = body;
    await kit.store.beginRepair(ref, repairId, Date.now());
    const known = await knownState(kit, provider, ref);
    const context = providerContext(kit, provider, {signal: request.signal, log, repairId, known});
    const token = await provider.createRepairToken(connection, body, context);
    return Response.json({
      provider: provider.name,
      widget: provider.name,
      ...token,
      ...(ref.providerConnectionId !== body.connectionId && {providerConnectionId: ref.providerConnectionId}),
    });
  });
}
