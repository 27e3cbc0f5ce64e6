import type {Environment, PlaidConnection} from 'bank-reconnect/backend';
import type {HeldConnection} from './aggregator.js';
import {callJson} from './json-call.js';

/** The host's id of the demo's only person. */
export const clientUserId = 'pennyroyal-demo-person';

export interface PlaidAccess {
  clientId: string;
  secret: string;
  environment: Environment;
  /** The API's origin. */
  origin: string;
}

/** The demo's own calls of Plaid's API. Plaid expects the credentials in the body. */
export function createPlaidApi({clientId, secret, origin}: PlaidAccess) {
  const call = async <Answer>(path: string, fields: object): Promise<Answer> =>
    await callJson<Answer>(origin + path, {body: {client_id: clientId, secret, ...fields}});

  const api = {
    /** Creates an item without a person in Link. This is possible only in Plaid's sandbox. */
    async createItem(institutionId: string): Promise<PlaidConnection> {
      const {public_token} = await call<{public_token: string}>('/sandbox/public_token/create', {
        institution_id: institutionId,
        initial_products: ['transactions'],
      });
      const {access_token, item_id} = await call<{access_token: string; item_id: string}>(
        '/item/public_token/exchange',
        {public_token},
      );
      return {provider: 'plaid', accessToken: access_token, itemId: item_id, clientUserId};
    },
    /** Changes the item to `ITEM_LOGIN_REQUIRED`. */
    async resetLogin({accessToken}: PlaidConnection): Promise<void> {
      await call('/sandbox/item/reset_login', {access_token: accessToken});
    },
    async findItem(accessToken: string): Promise<HeldConnection<PlaidConnection>> {
      const {item} = await call<{item: {item_id: string; institution_name?: string | null}}>('/item/get', {
        access_token: accessToken,
      });
      return {
        connection: {provider: 'plaid', accessToken, itemId: item.item_id, clientUserId},
        institutionName: item.institution_name ?? 'Your bank',
      };
    },
    /** Creates an item that requires a login. */
    async createBrokenItem(institution: {id: string; name: string}): Promise<HeldConnection<PlaidConnection>> {
      const connection = await api.createItem(institution.id);
      await api.resetLogin(connection);
      return {connection, institutionName: institution.name};
    },
  };
  return api;
}
