import {describeError} from '../logger.js';
import type {RequestLog} from '../logger.js';
import type {Kit} from '../kit.js';
import {providerContext} from '../kit.js';
import {RepairProblem} from '../problem.js';
import type {Provider} from '../provider.js';
import {readSignedBytes} from '../request-body.js';
import {answerError} from '../answer-error.js';
import {storeKey} from '../store/keys.js';
import {applyEvent} from './apply-event.js';
import type {EventDelivery} from './apply-event.js';
import type {WebhookRequest} from './webhook.js';

/** Maximum length of a connection id, in characters. */
const maxIdLength = 256;

/**
 * `POST {basePath}/webhooks/{provider}`: verifies a delivery, then handles its events one by one. Vendors retry after an
 * error response, so unknown connections and events are answered with success. The id of a handled event is stored, so
 * that a retry only handles the events that failed.
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
      new RepairProblem('invalid-configuration', {
        status: 404,
        detail: 'No webhooks of this provider are configured.',
        remedy: 'Add the provider to providers, with its webhook option.',
      }),
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
    for (const event of events) {
      const {receivedAt} = webhook;
      const isHandled = await handleEvent({event, provider, kit, context, receivedAt}, webhooks.rememberIds);
      failed ||= !isHandled;
    }
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
    body: await readSignedBytes(request),
    receivedAt: Date.now(),
  };
}

/**
 * @param rememberIds the time for which the event's id is stored, in milliseconds
 * @returns false if handling failed and the vendor should retry
 */
async function handleEvent<P extends Provider>(
  delivery: Omit<EventDelivery<P>, 'providerConnectionId'>,
  rememberIds: number,
): Promise<boolean> {
  const {event, provider, kit, context, receivedAt} = delivery;
  const {providerConnectionId} = event;
  const log = context.log.with({event: safeType(event.type), change: event.change.kind});
  const seen = event.id === undefined ? undefined : storeKey('webhook', provider.name, event.id);
  try {
    if (seen !== undefined && (await kit.entries.get(seen))) {
      log.info('A webhook event was already handled.');
      return true;
    }
    if (event.change.kind === 'none' || !isId(providerConnectionId)) {
      log.info('A webhook event does not concern a connection.');
    } else {
      // A timestamp in the future, from a fast vendor clock, would block later observations.
      const dated = {...event, at: Math.min(event.at, receivedAt)};
      await applyEvent({...delivery, event: dated, providerConnectionId, context: {...context, log}});
    }
    if (seen !== undefined) await kit.entries.set(seen, true, receivedAt + rememberIds);
    return true;
  } catch (error) {
    log.error('A webhook could not be handled.', describeError(error));
    return false;
  }
}

/** The event type if it is safe to log. */
function safeType(type: string): string | undefined {
  return /^[\w.-]{1,80}$/.test(type) ? type : undefined;
}

function isId(id: string | undefined): id is string {
  return id !== undefined && id !== '' && id.length <= maxIdLength;
}
