import type {Kit} from '../kit.js';
import {knownState, providerContext, refOf} from '../kit.js';
import type {RequestLog} from '../logger.js';
import type {Provider} from '../provider.js';
import {readTokenRequest} from '../request-fields.js';
import {withConnection} from './with-connection.js';

/**
 * `POST {basePath}/token`: what the widget needs to repair a connection. It first stores the start of the repair, because an
 * earlier observation does not show whether the repair succeeds.
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
