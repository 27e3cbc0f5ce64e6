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

/** Longest id of a connection or an event, in characters. */
const maxIdLength = 256;

/**
 * `POST {basePath}/webhooks/{provider}`: verifies a delivery, then takes its events one by one. A vendor repeats what is
 * not answered with success, so only our own failure is answered otherwise: unknown connections and events are fine. An
 * event is remembered once it is done with, so that the repetition of a failed delivery repeats the failed ones alone.
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

/** @returns whether it is done with */
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
      // A vendor's clock that is ahead must not shut out what is observed next.
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

/** A type is the vendor's word; as a text of any other kind it stays out of the log. */
function safeType(type: string): string | undefined {
  return /^[\w.-]{1,80}$/.test(type) ? type : undefined;
}

function isId(id: string | undefined): id is string {
  return id !== undefined && id !== '' && id.length <= maxIdLength;
}
