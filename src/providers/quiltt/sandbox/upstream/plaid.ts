import {recordOf, text} from '../../../../sandbox/json.js';
import type {Surroundings} from '../../../../sandbox/stand-in.js';
import {clientId, secrets} from '../../../plaid/sandbox/credentials.js';
import {repairable, type QuilttConnection} from '../connections.js';
import {callJson} from './json-call.js';
import {Breakages, mirrorConnection} from './mirror.js';
import {ProviderError} from './provider-error.js';

type Json = Record<string, unknown>;

/** Plaid's ids of the banks. */
const institutionIds: Readonly<Record<string, string>> = {
  inst_FirstHarbor: 'ins_900001',
  inst_Meridian: 'ins_900002',
  inst_CopperValley: 'ins_900003',
  inst_Northlight: 'ins_900004',
};

/** Items can only be created in Plaid's Sandbox, so it also has the items of Quiltt's production environment. */
const secret = Object.entries(secrets).find(([, environment]) => environment === 'sandbox')?.[0] ?? '';

/** The path at which Quiltt receives Plaid's webhooks. */
export const plaidWebhookPath = '/provider-webhooks/plaid';

interface Item {
  readonly id: string;
  readonly accessToken: string;
}

/** The fields of a link token request, beside the item. By Plaid's names. */
export type LinkTokenFields = Readonly<Record<string, unknown>>;

export interface LinkToken {
  readonly linkToken: string;
  readonly hostedLinkUrl: string | null;
  /** ISO 8601. */
  readonly expiration: string;
  readonly requestId: string;
}

/** Quiltt as a client of Plaid. Each connection has its own item there. */
export class PlaidUpstream {
  readonly #surroundings: Surroundings;
  readonly #items = new Map<string, Promise<Item>>();
  readonly #breakages = new Breakages();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Marks a connection as broken. Its item is broken on its next use. */
  noteBroken(connection: QuilttConnection): void {
    this.#breakages.note(connection);
  }

  /**
   * Creates a link token in update mode.
   * @throws {ProviderError}
   */
  async createLinkToken(connection: QuilttConnection, fields: LinkTokenFields): Promise<LinkToken> {
    const {accessToken} = await this.#item(connection);
    const json = await this.#call('/link/token/create', {
      access_token: accessToken,
      user: {client_user_id: connection.profileId},
      ...fields,
    });
    return {
      linkToken: text(json['link_token']),
      hostedLinkUrl: text(json['hosted_link_url']) || null,
      expiration: text(json['expiration']),
      requestId: text(json['request_id']),
    };
  }

  /**
   * Exchanges the public token of a Link success. A public token works once.
   * @throws {ProviderError} also when it belongs to another item
   */
  async takePublicToken(connection: QuilttConnection, publicToken: string): Promise<void> {
    const {id} = await this.#item(connection);
    const json = await this.#call('/item/public_token/exchange', {public_token: publicToken});
    if (json['item_id'] === id) return;
    const message = 'the public token belongs to another item than the connection';
    throw new ProviderError({code: 'INVALID_PUBLIC_TOKEN', type: 'INVALID_INPUT', message});
  }

  /**
   * Whether the connection's item has no error.
   * @throws {ProviderError}
   */
  async isHealthy(connection: QuilttConnection): Promise<boolean> {
    const {accessToken} = await this.#item(connection);
    const {item} = await this.#call('/item/get', {access_token: accessToken});
    return recordOf(item)['error'] === null;
  }

  reset(): void {
    this.#items.clear();
    this.#breakages.reset();
  }

  /** The connection's item, mirroring the connection. Created on first use. Concurrent calls share the creation. */
  async #item(connection: QuilttConnection): Promise<Item> {
    const known = this.#items.get(connection.id);
    const making = known ?? this.#createItem(connection);
    this.#items.set(connection.id, making);
    // After a failure, the next call creates the item again.
    making.catch(() => this.#items.delete(connection.id));
    const item = await making;
    const breaks = this.#breakages.take(connection) || !known;
    const broken = breaks && connection.status === repairable ? 'ITEM_LOGIN_REQUIRED' : null;
    await mirrorConnection(this.#surroundings.originOf('control'), 'plaid', item.id, connection, broken);
    return item;
  }

  async #createItem({institution}: QuilttConnection): Promise<Item> {
    const {public_token} = await this.#call('/sandbox/public_token/create', {
      institution_id: institutionIds[institution.id],
      initial_products: ['transactions'],
    });
    const json = await this.#call('/item/public_token/exchange', {public_token});
    const {access_token, item_id} = json;
    // The item's webhooks go to Quiltt and not to the developer's webhook URL of Plaid.
    const webhook = `${this.#surroundings.ownOrigin()}${plaidWebhookPath}`;
    await this.#call('/item/webhook/update', {access_token, webhook});
    return {id: text(item_id), accessToken: text(access_token)};
  }

  async #call(path: string, body: Json): Promise<Json> {
    const url = `${this.#surroundings.originOf('plaid')}${path}`;
    const {status, json} = await callJson('POST', url, {client_id: clientId, secret, ...body});
    if (status === 200) return json;
    throw new ProviderError({
      code: text(json['error_code']) || 'INTERNAL_SERVER_ERROR',
      message: text(json['error_message']) || `Plaid answered ${status}`,
      type: text(json['error_type']) || 'API_ERROR',
      displayMessage: text(json['display_message']) || null,
      requestId: text(json['request_id']),
    });
  }
}
