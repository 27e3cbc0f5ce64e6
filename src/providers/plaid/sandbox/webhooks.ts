import type {Environment, StatusPair} from '../../../sandbox/connections.js';
import type {Surroundings} from '../../../sandbox/stand-in.js';
import type {RetrySchedule} from '../../../sandbox/webhook-delivery.js';
import {accountsAtBank, type PlaidItem} from './items.js';
import type {PlaidState} from './state.js';
import {healthy, isRepairedByUpdateMode, itemError} from './statuses.js';
import {WebhookKeys} from './webhook-keys.js';

/** How long before the end Plaid sends a warning, in milliseconds. */
const WARNING_PERIOD = 7 * 86_400_000;

/**
 * The first retry is after thirty seconds. Each further delay is four times as long, for up to a day. Unverified: recalled
 * from Plaid's pages.
 */
const retry: RetrySchedule = {timeoutSeconds: 10, delays: [30, 120, 480, 1920, 7680, 30_720]};

/** Sends Plaid's webhooks: about changes of items and about the ends of Hosted Link sessions. */
export class PlaidWebhooks {
  readonly keys: WebhookKeys;
  readonly #state: PlaidState;
  readonly #surroundings: Surroundings;
  /** Cancels the end that a warning has announced, by item id. */
  readonly #cancelEnd = new Map<string, () => void>();
  #suppressed = false;

  constructor(state: PlaidState, surroundings: Surroundings) {
    this.#state = state;
    this.#surroundings = surroundings;
    this.keys = new WebhookKeys(surroundings.clock);
    surroundings.webhooks.onRotate(() => this.keys.rotate());
    state.items.onChange((item, before) => this.#onChange(item, before));
  }

  /** Makes a change without webhooks. Plaid sends none after a success in update mode. */
  withoutWebhooks(change: () => void): void {
    this.#suppressed = true;
    try {
      change();
    } finally {
      this.#suppressed = false;
    }
  }

  /** Sends an item's webhook, with the fields of its code. */
  sendItem(item: PlaidItem, code: string): void {
    this.#send(item.environment, item.webhook, {
      webhook_type: 'ITEM',
      webhook_code: code,
      item_id: item.id,
      environment: item.environment,
      ...this.#detailsOf(item, code),
    });
  }

  /** Sends the webhook about the end of a Hosted Link session. */
  sendSessionFinished(
    session: {linkToken: string; linkSessionId: string; environment: Environment; url: string | null},
    publicTokens: readonly string[],
  ): void {
    const {linkToken, linkSessionId, environment, url} = session;
    this.#send(environment, url, {
      webhook_type: 'LINK',
      webhook_code: 'SESSION_FINISHED',
      status: publicTokens.length > 0 ? 'SUCCESS' : 'EXITED',
      link_session_id: linkSessionId,
      link_token: linkToken,
      public_tokens: publicTokens,
      environment,
    });
  }

  #onChange(item: PlaidItem, before: StatusPair): void {
    const {status, statusReason} = item;
    this.#scheduleEnd(item);
    if (this.#suppressed) return;
    if (status === healthy) {
      // LOGIN_REPAIRED is first, because a warning does not say that the item works again.
      if (before.status !== healthy) this.sendItem(item, 'LOGIN_REPAIRED');
      if (statusReason !== null) this.sendItem(item, statusReason);
    } else if (status === 'USER_PERMISSION_REVOKED') this.sendItem(item, status);
    // Plaid only sends ERROR for errors that update mode can repair. Others appear in the next call of the API.
    else if (isRepairedByUpdateMode(item, {accountSelection: true})) this.sendItem(item, 'ERROR');
  }

  /** Schedules the end that a warning announces. A later change of the item cancels it. */
  #scheduleEnd(item: PlaidItem): void {
    const {clock} = this.#surroundings;
    const {status, statusReason} = item;
    this.#cancelEnd.get(item.id)?.();
    this.#cancelEnd.delete(item.id);
    const expires = status === healthy && statusReason === 'PENDING_EXPIRATION';
    const endsAt = clock.now() + WARNING_PERIOD;
    item.consentExpiresAt = expires ? endsAt : null;
    if (!expires && !(status === healthy && statusReason === 'PENDING_DISCONNECT')) return;
    const end = () =>
      this.#state.items.setStatus(item, 'ITEM_LOGIN_REQUIRED', expires ? 'OAUTH_CONSENT_EXPIRED' : null);
    this.#cancelEnd.set(item.id, clock.at(endsAt, end));
  }

  #detailsOf(item: PlaidItem, code: string): Record<string, unknown> {
    const {clock} = this.#surroundings;
    const end = new Date(item.consentExpiresAt ?? clock.now() + WARNING_PERIOD).toISOString();
    switch (code) {
      case 'ERROR':
        return {error: itemError(item)};
      case 'USER_PERMISSION_REVOKED':
        return {error: itemError({status: code, statusReason: null})};
      case 'USER_ACCOUNT_REVOKED':
        return {account_id: accountsAtBank(item.id)[0]?.id};
      case 'PENDING_EXPIRATION':
        return {consent_expiration_time: end};
      case 'PENDING_DISCONNECT':
        return {reason: 'INSTITUTION_TOKEN_EXPIRATION', disconnect_time: end};
      default:
        return {};
    }
  }

  #send(environment: Environment, url: string | null, body: Readonly<Record<string, unknown>>): void {
    const {webhooks} = this.#surroundings;
    // Plaid indents by two spaces. The signed hash is over exactly these bytes.
    const text = JSON.stringify(body, null, 2);
    webhooks.send({
      event: `${String(body['webhook_type'])} ${String(body['webhook_code'])}`,
      body: text,
      ...(url !== null && {url}),
      sign: async ({now}) => ({'Plaid-Verification': await this.keys.sign(text, environment, now)}),
      retry,
    });
  }
}
