import {describeError} from '../logger.js';
import type {RequestLog} from '../logger.js';
import type {Kit} from '../kit.js';
import {providerContext} from '../kit.js';
import {RepairProblem} from '../problem.js';
import type {Provider, ProviderContext} from '../provider.js';
import {answerError} from '../answer-error.js';
import {storeKey} from '../store/keys.js';
import {applyEvent} from './apply-event.js';
import type {ProviderWebhooks, WebhookEvent, WebhookRequest} from './webhook.js';

/** The longest accepted id of a connection or an event, in characters. */
const maxIdLength = 256;

/**
 * `POST {basePath}/webhooks/{provider}`: verifies a delivery, then applies its events one by one. A vendor repeats a delivery
 * that does not get a success, so only a failure of the backend is answered with an error: unknown connections and events
 * are accepted. The id of an applied event is stored, so that a repeated delivery applies only the failed events.
 */
export async function receiveWebhook<P extends Provider>(
  request: Request,
  provider: P | undefined,
  kit: Kit<P>,
  routeLog: RequestLog,
): Promise<Response> {
  const webhooks = provider?.webhooks;
  if (!provider || !webhooks) {
    return answerError(
      new RepairProblem('invalid-configuration', {status: 404, detail: 'No webhooks of this provider are configured.'}),
      routeLog,
    );
  }
  const log = routeLog.with({provider: provider.name});
  try {
    const webhook = await readWebhook(request, provider.name, kit.options.publicUrl);
    const context = providerContext(kit, provider, {log});
    await webhooks.verify(webhook, context);
    const events = await webhooks.read(webhook, context);
    let failed = false;
    for (const event of events) failed = !(await take(event, provider, kit, context, webhooks, webhook)) || failed;
    if (failed) throw new RepairProblem('backend-unavailable', {status: 500, note: 'A webhook could not be handled.'});
    const {acknowledge = 200} = webhooks;
    return acknowledge === 204 ? new Response(null, {status: 204}) : Response.json({}, {status: acknowledge});
  } catch (error) {
    return answerError(error, log);
  }
}

async function readWebhook(request: Request, name: string, publicUrl: string | undefined): Promise<WebhookRequest> {
  const {search} = new URL(request.url);
  return {
    url: publicUrl === undefined ? request.url : `${publicUrl.replace(/\/+$/, '')}/webhooks/${name}${search}`,
    headers: request.headers,
    body: new Uint8Array(await request.arrayBuffer()),
    receivedAt: Date.now(),
  };
}

/** @returns whether the event is applied or needs nothing */
async function take<P extends Provider>(
  event: WebhookEvent,
  provider: P,
  kit: Kit<P>,
  context: ProviderContext,
  {rememberIds}: ProviderWebhooks,
  {receivedAt}: WebhookRequest,
): Promise<boolean> {
  const log = context.log.with({event: safeType(event.type), change: event.change.kind});
  const seen = event.id === undefined ? undefined : storeKey('webhook', provider.name, event.id);
  try {
    if (seen !== undefined && (await kit.entries.get(seen))) {
      log.info('A webhook came again.');
      return true;
    }
    if (event.change.kind === 'none' || !isId(event.providerConnectionId)) {
      log.info('A webhook says nothing about a connection.');
    } else {
      // A vendor's clock that is ahead must not make later observations look outdated.
      const dated = {...event, at: Math.min(event.at, receivedAt)};
      await applyEvent(dated, event.providerConnectionId, provider, kit, {...context, log}, receivedAt);
    }
    if (seen !== undefined) await kit.entries.set(seen, true, receivedAt + rememberIds);
    return true;
  } catch (error) {
    log.error('A webhook could not be handled.', describeError(error));
    return false;
  }
}

/** Returns an event's type if it has the form of a name. Other text is not logged. */
function safeType(type: string): string | undefined {
  return /^[\w.-]{1,80}$/.test(type) ? type : undefined;
}

function isId(id: string | undefined): id is string {
  return id !== undefined && id !== '' && id.length <= maxIdLength;
}
