import {quiltt} from 'bank-reconnect/backend';
import type {Aggregator, DemoQuilttConnection, Sample} from './aggregator.js';
import {basic, callJson} from './json-call.js';
import {isOnSandbox, seededConnection, setStatus, standInOrigin, type SandboxOrigins} from './sandbox.js';

/** An account at Quiltt. Its connections differ in how they are repaired. */
const connectors = ({viaConnectors}: DemoQuilttConnection): boolean => viaConnectors;

const withId = (connection: DemoQuilttConnection, connectionId: string): DemoQuilttConnection => ({
  ...connection,
  connectionId,
});

const ways = {
  connector: 'Quiltt’s Connector, over the page',
  plaid: 'Quiltt’s GraphQL connector for Plaid: opens Plaid Link',
  mx: 'Quiltt’s GraphQL connector for MX: opens MX Connect',
  waiting: 'No repair, because the bank is down',
};

interface QuilttAccess {
  apiSecret: string;
  connectorId: string;
  webhookSecret: string | undefined;
  /** Replaces the API's origin. */
  baseUrl?: string;
}

function providerOf({apiSecret, connectorId, webhookSecret, baseUrl}: QuilttAccess) {
  return quiltt<DemoQuilttConnection>({
    apiSecret,
    connectorId,
    connectors,
    recordRepairs: true,
    ...(baseUrl !== undefined && {baseUrl}),
    ...(webhookSecret !== undefined && {webhook: {secret: webhookSecret}}),
  });
}

/** Quiltt on the sandbox: a connection for each kind of repair, and one that only the bank can repair. */
export function quilttOnSandbox(sandbox: SandboxOrigins): Aggregator<DemoQuilttConnection> {
  const origin = standInOrigin(sandbox, 'quiltt');
  const sample = (
    {id, way}: Pick<Sample, 'id' | 'way'>,
    seed: string,
    {viaConnectors = false, status = 'ERROR_REPAIRABLE'} = {},
  ): Sample<DemoQuilttConnection> => ({
    id,
    way,
    async obtain() {
      const {profileId, institution} = await seededConnection(sandbox, 'quiltt', seed);
      if (profileId === undefined) throw new Error(`The sandbox at ${sandbox.url} does not name the profile.`);
      return {
        connection: {provider: 'quiltt', connectionId: seed, profileId, viaConnectors},
        institutionName: institution.name,
      };
    },
    breakAgain: ({connectionId}) => setStatus(sandbox, 'quiltt', connectionId, {status}),
  });
  return {
    name: 'Quiltt',
    provider: providerOf({
      apiSecret: 'sandbox_api_secret',
      connectorId: 'connectorsandbox',
      webhookSecret: 'sandbox_quiltt_webhook_secret',
      baseUrl: origin,
    }),
    // Scripts are requested from the control origin, which redirects. A policy checks both URLs of a redirect.
    sources: {frame: [origin, sandbox.url], connect: [origin]},
    sandboxUrl: sandbox.url,
    notice: undefined,
    samples: [
      sample({id: 'conn_quiltt', way: ways.connector}, 'conn_MockCopperValley1'),
      sample({id: 'conn_quiltt_plaid', way: ways.plaid}, 'conn_PlaidFirstHarbor1', {viaConnectors: true}),
      sample({id: 'conn_quiltt_mx', way: ways.mx}, 'conn_MxMeridianTrust1', {viaConnectors: true}),
      sample({id: 'conn_quiltt_waiting', way: ways.waiting}, 'conn_FinicityNorthlight1', {status: 'ERROR_INSTITUTION'}),
    ],
    exists: ({connectionId}) => isOnSandbox(sandbox, 'quiltt', connectionId),
    withId,
  };
}

/** The demo's own two calls of the GraphQL API, for one profile. */
const readInstitution = 'query Connection($id: ID!) { connection(id: $id) { institution { name } } }';
const simulateError =
  'mutation SimulateError($id: ID!) { connectionSimulateError(input: {id: $id}) { success record { id status } } }';

/** Quiltt's own environments, with an existing connection. The secret selects the environment. */
export function quilttAtVendor(
  access: Omit<QuilttAccess, 'baseUrl'>,
  connection: Omit<DemoQuilttConnection, 'provider'>,
): Aggregator<DemoQuilttConnection> {
  const {connectionId: id, profileId, viaConnectors} = connection;
  const call = async <Data>(query: string): Promise<Partial<Data>> => {
    const {data} = await callJson<{data?: Data | null}>('https://api.quiltt.io/v1/graphql', {
      headers: {authorization: basic(profileId, access.apiSecret)},
      body: {query, variables: {id}},
    });
    return data ?? {};
  };
  const own = ['https://*.quiltt.app'];
  const ofProviders = [
    'https://cdn.plaid.com/',
    'https://widgets.moneydesktop.com',
    'https://int-widgets.moneydesktop.com',
  ];
  return {
    name: 'Quiltt',
    provider: providerOf(access),
    // Quiltt has no page on policies: the hosts are those of its script's own URLs (unverified).
    sources: {
      frame: viaConnectors ? [...own, ...ofProviders] : own,
      connect: ['https://api.quiltt.io', 'https://auth.quiltt.io', ...(viaConnectors ? ['https://*.plaid.com'] : [])],
      ...(viaConnectors && {fallback: ['https://cdn.plaid.com/']}),
      styleAttributes: true,
    },
    sandboxUrl: undefined,
    notice: '“Break again” works only in Quiltt’s sandbox environment.',
    samples: [
      {
        id: 'conn_quiltt',
        way: viaConnectors ? 'Quiltt’s GraphQL connector for the connection’s provider' : ways.connector,
        async obtain() {
          const found = await call<{connection: {institution?: {name?: string | null} | null} | null}>(readInstitution);
          const institutionName = found.connection?.institution?.name ?? 'Your bank';
          return {connection: {provider: 'quiltt', ...connection}, institutionName};
        },
        async breakAgain() {
          const answer = await call<{connectionSimulateError: {success: boolean} | null}>(simulateError);
          if (!answer.connectionSimulateError?.success) throw new Error('Quiltt has not simulated an error.');
        },
      },
    ],
    exists: () => Promise.resolve(true),
    withId,
  };
}
