import {plaid, type Environment, type PlaidConnection} from 'bank-reconnect/backend';
import type {Aggregator, Sample} from './aggregator.js';
import {clientUserId, createPlaidApi, type PlaidAccess} from './plaid-api.js';
import {isOnSandbox, seededConnection, standInOrigin, type SandboxOrigins} from './sandbox.js';

/** The bank that Plaid's own sandbox documents for its tests. */
const firstPlatypusBank = {id: 'ins_109508', name: 'First Platypus Bank'};

/** One of the sandbox's banks. */
const copperValley = {id: 'ins_900003', name: 'Copper Valley Credit Union'};

const overlay = {id: 'conn_plaid', way: 'Plaid Link, over the page'} as const;
const popup = {id: 'conn_plaid_popup', way: 'Plaid’s Hosted Link, in a window of its own', display: 'popup'} as const;

const withId = (connection: PlaidConnection, itemId: string): PlaidConnection => ({...connection, itemId});

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

/**
 * Plaid on our sandbox: the item it starts with, so that whoever steers the sandbox finds it on this page, and one that
 * the demo makes for the pop-up.
 */
export function plaidOnSandbox(sandbox: SandboxOrigins): Aggregator<PlaidConnection> {
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
    provider: providerOf(access),
    // The script is asked for at the control origin, which redirects; a policy looks at both ends of a redirect.
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
            throw new Error(`The sandbox at ${sandbox.url} keeps the item's access token back.`);
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
 * Plaid's own environments. In its sandbox the demo makes items and breaks them, unless it is given one; in production
 * it needs one, because only a person in Link can make an item there.
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
    throw new Error('Plaid’s production cannot make an item without a person: set PLAID_ACCESS_TOKEN to an item’s.');
  }
  const breakAgain = (connection: PlaidConnection): Promise<void> => api.resetLogin(connection);
  const samples: Sample<PlaidConnection>[] =
    accessToken === undefined
      ? [overlay, popup].map(sample => ({...sample, breakAgain, obtain: () => api.createBrokenItem(firstPlatypusBank)}))
      : [{...overlay, obtain: () => api.findItem(accessToken), ...(breakable && {breakAgain})}];
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
    samples,
    exists: () => Promise.resolve(true),
    withId,
  };
}
