import {Hono, type Context} from 'hono';
import {bodyOf} from '../../../sandbox/http.js';
import type {Environment} from '../../../sandbox/connections.js';
import {apiSecrets, bearerOf, environmentOf} from './credentials.js';
import {restError} from './errors.js';
import {newId} from './profiles.js';

type Body = Readonly<Record<string, unknown>>;

/** A further webhook URL of an environment, beside the sandbox's webhook URL of Quiltt. */
export interface WebhookSubscription {
  readonly id: string;
  readonly environment: Environment;
  readonly name: string;
  readonly targetUrl: string;
  /** Event types, or their parents, such as `connection.synced.errored`. */
  readonly eventTypes: readonly string[];
  readonly disabled: boolean;
}

/** What a request body can set. */
type SubscriptionSettings = Pick<WebhookSubscription, 'name' | 'targetUrl' | 'eventTypes' | 'disabled'>;

/** The subscriptions of one sandbox. */
export class WebhookSubscriptions {
  readonly #subscriptions = new Map<string, WebhookSubscription>();

  list(environment: Environment): WebhookSubscription[] {
    return [...this.#subscriptions.values()].filter(each => each.environment === environment);
  }

  /** The enabled subscriptions to an event type. */
  subscribedTo(environment: Environment, type: string): WebhookSubscription[] {
    return this.list(environment).filter(
      ({disabled, eventTypes}) => !disabled && eventTypes.some(scope => type === scope || type.startsWith(`${scope}.`)),
    );
  }

  /** Adds a subscription, or replaces the one with its id. */
  save(subscription: WebhookSubscription): void {
    this.#subscriptions.set(subscription.id, subscription);
  }

  remove(id: string): void {
    this.#subscriptions.delete(id);
  }

  reset(): void {
    this.#subscriptions.clear();
  }
}

/** The part of the Platform API that manages webhook subscriptions. It requires the API secret. */
export function webhookSubscriptionsApi(subscriptions: WebhookSubscriptions): Hono<{Variables: {at: Environment}}> {
  const app = new Hono<{Variables: {at: Environment}}>().basePath('/v1/webhooks/subscriptions');

  app.use(async (c, next) => {
    const environment = environmentOf(apiSecrets, bearerOf(c.req.raw));
    if (!environment) return c.json(restError('The API secret is not valid.', 'Check the Authorization header.'), 401);
    c.set('at', environment);
    return next();
  });

  const find = (c: Context<{Variables: {at: Environment}}>) =>
    subscriptions.list(c.var.at).find(({id}) => id === c.req.param('id'));
  const notFoundError = restError(
    'There is no such subscription.',
    'Check the id and the environment of the API secret.',
  );

  app.get('/', c => c.json(subscriptions.list(c.var.at).map(subscriptionBody)));

  app.post('/', async c => {
    const initial = {name: '', targetUrl: '', eventTypes: [], disabled: false};
    const settings = settingsFrom(initial, (await bodyOf(c.req.raw)) ?? {});
    if ('invalid' in settings) return c.json(settings.invalid, 422);
    const subscription = {...settings, id: newId('wh'), environment: c.var.at};
    subscriptions.save(subscription);
    return c.json(subscriptionBody(subscription), 201);
  });

  app.get('/:id', c => {
    const subscription = find(c);
    return subscription ? c.json(subscriptionBody(subscription)) : c.json(notFoundError, 404);
  });

  app.patch('/:id', async c => {
    const subscription = find(c);
    if (!subscription) return c.json(notFoundError, 404);
    const settings = settingsFrom(subscription, (await bodyOf(c.req.raw)) ?? {});
    if ('invalid' in settings) return c.json(settings.invalid, 422);
    const changed = {...subscription, ...settings};
    subscriptions.save(changed);
    return c.json(subscriptionBody(changed));
  });

  app.delete('/:id', c => {
    const subscription = find(c);
    if (!subscription) return c.json(notFoundError, 404);
    subscriptions.remove(subscription.id);
    return c.body(null, 204);
  });

  return app;
}

const subscriptionBody = ({id, name, targetUrl, eventTypes, disabled}: WebhookSubscription) => ({
  id,
  name,
  targetUrl,
  eventTypes,
  disabled,
});

/** The present settings with the changes of a body, or the errors of the body by attribute. */
function settingsFrom(
  present: SubscriptionSettings,
  body: Body,
): SubscriptionSettings | {invalid: Record<string, string[]>} {
  const {name, targetUrl, eventTypes, disabled} = {...present, ...body};
  const isUrl =
    typeof targetUrl === 'string' && URL.canParse(targetUrl) && /^https?:$/.test(new URL(targetUrl).protocol);
  const areTypes =
    Array.isArray(eventTypes) && eventTypes.length > 0 && eventTypes.every(type => typeof type === 'string');
  const invalid = {
    ...(typeof name !== 'string' && {name: ['is invalid']}),
    ...(!isUrl && {targetUrl: ['must be a URL']}),
    ...(!areTypes && {eventTypes: ['must be a list of event types']}),
    ...(typeof disabled !== 'boolean' && {disabled: ['must be true or false']}),
  };
  if (Object.keys(invalid).length > 0) return {invalid};
  return {name, targetUrl, eventTypes, disabled};
}
