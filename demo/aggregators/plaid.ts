import {plaid, type Environment, type PlaidConnection} from 'bank-reconnect/backend';
import type {Aggregator, Sample} from './aggregator.js';
import {clientUserId, createPlaidApi, type PlaidAccess} from './plaid-api.js';
import {isOnSandbox, seededConnection, standInOrigin, type SandboxOrigins} from './sandbox.js';

/** The test bank of Plaid's own sandbox, from Plaid's documentation. */
const firstPlatypusBank = {id: 'ins_109508', name: 'First Platypus Bank'};

/** One of the sandbox's banks. */
const copperValley = {id: 'ins_900003', name: 'Copper Valley Credit Union'};

const overlay = {id: 'conn_plaid', way: 'Plaid Link, over the page'} as const;
const popup = {id: 'conn_plaid_popup', way: 'Plaid’s Hosted Link, in its own window', display: 'popup'} as const;

const withId = (connection: PlaidConnection, itemId: string): PlaidConnection => ({...connection, itemId});

function providerOf({clientId, secret, environment, origin}: PlaidAccess, redirectUris: readonly string[] = []) {
  return plaid({
    clientId,
    secret,
    environment,
    baseUrl: origin,
    clientName: 'Pennyroyal',
    countryCodes: ['US'],
    language: 'en',
    redirectUris,
  });
}

/**
 * Plaid on the sandbox: the initial item, so that changes on the sandbox's control page show here, and an item that the demo
 * creates for the popup.
 */
export function plaidOnSandbox(sandbox: SandboxOrigins, returnUrls: readonly string[]): Aggregator<PlaidConnection> {
  const origin = standInOrigin(sandbox, 'plaid');
  const access: PlaidAccess = {
    clientId: 'sandbox_client_id',
    secret: 'sandbox_secret',
    environment: 'sandbox',
    origin,
  };
  const api = createPlaidApi(access);
  const breakAgain = (connection: PlaidConnection): Promise<void> => api.resetLogin(connection);
  return {
    name: 'Plaid',
    provider: providerOf(access, returnUrls),
    // The script is requested from the control origin, which redirects. A policy checks both URLs of a redirect.
    sources: {frame: [origin, sandbox.url], connect: [origin]},
    sandboxUrl: sandbox.url,
    notice: undefined,
    samples: [
      {
        ...overlay,
        breakAgain,
        async obtain() {
          const {id, accessToken, institution} = await seededConnection(sandbox, 'plaid', 'itemFirstHarbor1');
          if (accessToken === undefined)
            throw new Error(`The sandbox at ${sandbox.url} does not return the item's access token.`);
          const connection: PlaidConnection = {provider: 'plaid', accessToken, itemId: id, clientUserId};
          return {connection, institutionName: institution.name};
        },
      },
      {...popup, breakAgain, obtain: () => api.createBrokenItem(copperValley)},
    ],
    exists: ({itemId}) => isOnSandbox(sandbox, 'plaid', itemId),
    withId,
  };
}

/**
 * Plaid's own environments. In Plaid's sandbox the demo creates items and breaks them, unless `accessToken` is set. Production
 * needs `accessToken`, because only a person in Link can create an item there.
 *
 * @param accessToken an existing item's access token
 * @throws {Error} for production without an access token
 */
export function plaidAtVendor(
  {clientId, secret, environment}: {clientId: string; secret: string; environment: Environment},
  accessToken: string | undefined,
): Aggregator<PlaidConnection> {
  const origin = `https://${environment}.plaid.com`;
  const access: PlaidAccess = {clientId, secret, environment, origin};
  const api = createPlaidApi(access);
  const breakable = environment === 'sandbox';
  if (!breakable && accessToken === undefined) {
    throw new Error(
      'In Plaid’s production only a person can create an item: set PLAID_ACCESS_TOKEN to the token of an existing one.',
    );
  }
  const breakAgain = (connection: PlaidConnection): Promise<void> => api.resetLogin(connection);
  const samples: Sample<PlaidConnection>[] =
    accessToken === undefined
      ? [overlay, popup].map(sample => ({...sample, breakAgain, obtain: () => api.createBrokenItem(firstPlatypusBank)}))
      : [{...overlay, obtain: () => api.findItem(accessToken), ...(breakable && {breakAgain})}];
  return {
    name: 'Plaid',
    provider: providerOf(access),
    // From Plaid's documentation for a policy with a nonce.
    sources: {
      frame: ['https://cdn.plaid.com/'],
      connect: [`${origin}/`],
      fallback: ['https://cdn.plaid.com/'],
      styleAttributes: true,
    },
    sandboxUrl: undefined,
    notice: breakable ? undefined : 'This is a real item in Plaid’s production, so the demo cannot break it again.',
    samples,
    exists: () => Promise.resolve(true),
    withId,
  };
}
