import {plaid, type Environment, type PlaidConnection} from 'bank-reconnect/backend';
import type {Aggregator, HeldConnection} from './aggregator.js';
import {callJson} from './json-call.js';
import {isOnSandbox, seededConnection, standInOrigin, type SandboxOrigins} from './sandbox.js';

/** The host's id of the one person the demo has. */
const clientUserId = 'pennyroyal-demo-person';

/** The bank that Plaid's own sandbox documents for its tests. */
const firstPlatypusBank = {id: 'ins_109508', name: 'First Platypus Bank'};

interface PlaidAccess {
  clientId: string;
  secret: string;
  environment: Environment;
  /** The API's origin. */
  origin: string;
}

/** Plaid's calls, with the credentials in the body as Plaid wants them. */
function createPlaidApi({clientId, secret, origin}: PlaidAccess) {
  const call = async <Answer>(path: string, fields: object): Promise<Answer> =>
    await callJson<Answer>(origin + path, {body: {client_id: clientId, secret, ...fields}});

  return {
    /** Makes an item without a person in front of Link: possible in Plaid's sandbox alone. */
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
    /** Puts the item into `ITEM_LOGIN_REQUIRED`. */
    async resetLogin({accessToken}: PlaidConnection): Promise<void> {
      await call('/sandbox/item/reset_login', {access_token: accessToken});
    },
    async getItem(accessToken: string): Promise<{item_id: string; institution_name?: string | null}> {
      const {item} = await call<{item: {item_id: string; institution_name?: string | null}}>('/item/get', {
        access_token: accessToken,
      });
      return item;
    },
  };
}

function providerOf({clientId, secret, environment, origin}: PlaidAccess) {
  return plaid({
    clientId,
    secret,
    environment,
    baseUrl: origin,
    clientName: 'Pennyroyal',
    countryCodes: ['US'],
    language: 'en',
  });
}

/** Plaid on our sandbox: the item it starts with, so that whoever steers the sandbox finds one item and not two. */
export function plaidOnSandbox(sandbox: SandboxOrigins): Aggregator<PlaidConnection> {
  const origin = standInOrigin(sandbox, 'plaid');
  const access: PlaidAccess = {
    clientId: 'sandbox_client_id',
    secret: 'sandbox_secret',
    environment: 'sandbox',
    origin,
  };
  const api = createPlaidApi(access);
  return {
    name: 'Plaid',
    provider: providerOf(access),
    // The script is asked for at the control origin, which redirects; a policy looks at both ends of a redirect.
    sources: {frame: [origin, sandbox.url], connect: [origin]},
    sandboxUrl: sandbox.url,
    notice: undefined,
    breakable: true,
    async obtain() {
      const {id, accessToken, institution} = await seededConnection(sandbox, 'plaid');
      if (accessToken === undefined)
        throw new Error(`The sandbox at ${sandbox.url} keeps the item's access token back.`);
      const connection: PlaidConnection = {provider: 'plaid', accessToken, itemId: id, clientUserId};
      return {connection, institutionName: institution.name};
    },
    exists: async ({itemId}) => await isOnSandbox(sandbox, 'plaid', itemId),
    breakConnection: async connection => await api.resetLogin(connection),
  };
}

/**
 * Plaid's own environments. In its sandbox the demo makes an item and breaks it, unless it is given one; in production
 * it needs one, because only a person in Link can make an item there.
 *
 * @param accessToken an existing item's access token
 * @throws {Error} for production without an access token
 */
export function plaidAtVendor(
  {clientId, secret, environment}: Omit<PlaidAccess, 'origin'>,
  accessToken: string | undefined,
): Aggregator<PlaidConnection> {
  const origin = `https://${environment}.plaid.com`;
  const access: PlaidAccess = {clientId, secret, environment, origin};
  const api = createPlaidApi(access);
  const breakable = environment === 'sandbox';
  if (!breakable && accessToken === undefined) {
    throw new Error('Plaid’s production cannot make an item without a person: set PLAID_ACCESS_TOKEN to an item’s.');
  }
  return {
    name: 'Plaid',
    provider: providerOf(access),
    // As Plaid documents it for a policy with a nonce.
    sources: {
      frame: ['https://cdn.plaid.com/'],
      connect: [`${origin}/`],
      fallback: ['https://cdn.plaid.com/'],
      styleAttributes: true,
    },
    sandboxUrl: undefined,
    notice: breakable ? undefined : 'This is a real item in Plaid’s production, so the demo cannot break it again.',
    breakable,
    async obtain() {
      if (accessToken === undefined) return await createBrokenItem(api, firstPlatypusBank);
      const item = await api.getItem(accessToken);
      const connection: PlaidConnection = {provider: 'plaid', accessToken, itemId: item.item_id, clientUserId};
      return {connection, institutionName: item.institution_name ?? 'Your bank'};
    },
    exists: () => Promise.resolve(true),
    breakConnection: async connection => await api.resetLogin(connection),
  };
}

async function createBrokenItem(
  api: ReturnType<typeof createPlaidApi>,
  institution: {id: string; name: string},
): Promise<HeldConnection<PlaidConnection>> {
  const connection = await api.createItem(institution.id);
  await api.resetLogin(connection);
  return {connection, institutionName: institution.name};
}
