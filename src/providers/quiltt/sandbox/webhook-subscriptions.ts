import {Hono, type Context} from 'hono';
import {bodyOf} from '../../../sandbox/http.js';
import type {Environment} from '../../../sandbox/connections.js';
import {apiSecrets, bearerOf, environmentOf} from './credentials.js';
import {restError} from './errors.js';
import {newId} from './profiles.js';

type Body = Readonly<Record<string, unknown>>;

/** Where an environment's webhooks go, beside the URL that the developer has set for the whole sandbox. */
export interface WebhookSubscription {
  readonly id: string;
  readonly environment: Environment;
  name: string;
  targetUrl: string;
  /** Event types, or parents of some, such as `connection.synced.errored`. */
  eventTypes: readonly string[];
  disabled: boolean;
}

/** The subscriptions of one sandbox. */
export class WebhookSubscriptions {
  readonly #subscriptions = new Map<string, WebhookSubscription>();

  list(environment: Environment): WebhookSubscription[] {
    return [...this.#subscriptions.values()].filter(each => each.environment === environment);
  }

  /** Those that want an event of this type. */
  wanting(environment: Environment, type: string): WebhookSubscription[] {
    return this.list(environment).filter(
      ({disabled, eventTypes}) => !disabled && eventTypes.some(scope => type === scope || type.startsWith(`${scope}.`)),
    );
  }

  add(subscription: WebhookSubscription): void {
    this.#subscriptions.set(subscription.id, subscription);
  }

  remove(id: string): void {
    this.#subscriptions.delete(id);
  }

  reset(): void {
    this.#subscriptions.clear();
  }
}

/** The part of the Platform API that manages them, with the API secret. */
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
  const unknown = restError('There is no such subscription.', 'Check the id, and whose secret it is asked with.');

  app.get('/', c => c.json(subscriptions.list(c.var.at).map(shown)));

  app.post('/', async c => {
    const subscription = {
      id: newId('wh'),
      environment: c.var.at,
      name: '',
      targetUrl: '',
      eventTypes: [],
      disabled: false,
    };
    const invalid = apply(subscription, (await bodyOf(c.req.raw)) ?? {});
    if (invalid) return c.json(invalid, 422);
    subscriptions.add(subscription);
    return c.json(shown(subscription), 201);
  });

  app.get('/:id', c => {
    const subscription = find(c);
    return subscription ? c.json(shown(subscription)) : c.json(unknown, 404);
  });

  app.patch('/:id', async c => {
    const subscription = find(c);
    if (!subscription) return c.json(unknown, 404);
    const invalid = apply(subscription, (await bodyOf(c.req.raw)) ?? {});
    return invalid ? c.json(invalid, 422) : c.json(shown(subscription));
  });

  app.delete('/:id', c => {
    const subscription = find(c);
    if (!subscription) return c.json(unknown, 404);
    subscriptions.remove(subscription.id);
    return c.body(null, 204);
  });

  return app;
}

const shown = ({id, name, targetUrl, eventTypes, disabled}: WebhookSubscription) => ({
  id,
  name,
  targetUrl,
  eventTypes,
  disabled,
});

/** Takes what a body names; or says by attribute what is wrong, and takes nothing. */
function apply(subscription: WebhookSubscription, body: Body): Record<string, string[]> | null {
  const {name, targetUrl, eventTypes, disabled} = {...subscription, ...body};
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
  if (Object.keys(invalid).length > 0) return invalid;
  Object.assign(subscription, {name, targetUrl, eventTypes, disabled});
  return null;
}
