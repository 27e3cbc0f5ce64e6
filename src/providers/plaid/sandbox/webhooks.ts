import type {Environment, StatusPair} from '../../../sandbox/connections.js';
import type {Surroundings} from '../../../sandbox/stand-in.js';
import type {RetrySchedule} from '../../../sandbox/webhook-delivery.js';
import {accountsAtBank, type PlaidItem} from './items.js';
import type {PlaidState} from './state.js';
import {healthy, isMendedByUpdateMode, itemError} from './statuses.js';
import {WebhookKeys} from './webhook-keys.js';

/** How long before the end Plaid warns, in milliseconds. */
const WARNING_PERIOD = 7 * 86_400_000;

/** Thirty seconds, then four times as long each time, for up to a day; from memory of Plaid's pages, not verified. */
const retry: RetrySchedule = {timeoutSeconds: 10, delays: [30, 120, 480, 1920, 7680, 30_720]};

/** Plaid's webhooks: about items whenever they change, and about sessions of Link on a page of its own. */
export class PlaidWebhooks {
  readonly keys: WebhookKeys;
  readonly #state: PlaidState;
  readonly #surroundings: Surroundings;
  /** Calls off the end that an item was warned of, by its id. */
  readonly #cancelEnd = new Map<string, () => void>();
  #suppressed = false;

  constructor(state: PlaidState, surroundings: Surroundings) {
    this.#state = state;
    this.#surroundings = surroundings;
    this.keys = new WebhookKeys(surroundings.clock);
    surroundings.webhooks.onRotate(() => this.keys.rotate());
    state.items.onChange((item, before) => this.#onChange(item, before));
  }

  /** Makes a change that Plaid sends no webhook for: of its own update mode's success it tells nobody. */
  withoutWebhooks(change: () => void): void {
    this.#suppressed = true;
    try {
      change();
    } finally {
      this.#suppressed = false;
    }
  }

  /** Sends an item's webhook, with what belongs to that code. */
  sendItem(item: PlaidItem, code: string): void {
    this.#send(item.environment, item.webhook, {
      webhook_type: 'ITEM',
      webhook_code: code,
      item_id: item.id,
      environment: item.environment,
      ...this.#detailsOf(item, code),
    });
  }

  /** Tells how a session on a page of its own has ended: the only word there is of it. */
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
      // First that it works again: what is said of its future after that does not tell it.
      if (before.status !== healthy) this.sendItem(item, 'LOGIN_REPAIRED');
      if (statusReason !== null) this.sendItem(item, statusReason);
    } else if (status === 'USER_PERMISSION_REVOKED') this.sendItem(item, status);
    // Plaid sends ERROR for what update mode can resolve; an outage or an item that is gone is found on the next call.
    else if (isMendedByUpdateMode(item, {accountSelection: true})) this.sendItem(item, 'ERROR');
  }

  /** Lets what was warned of happen, unless something else happens to the item before. */
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
    // Two spaces, as Plaid writes it; the hash that is signed is over these very bytes.
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
