import {meld, mx, plaid, quiltt} from '../../src/backend/index.js';
import type {Contract} from './contract.js';

/** Credentials that every stand-in prints when it starts. */
const clientId = 'sandbox_client_id';
const environment = 'sandbox' as const;

/** Quiltt's Connector, or its GraphQL connectors, which open the widget of the vendor that a connection came through. */
const quilttContract = (connectors: boolean): Pick<Contract, 'broken' | 'backend' | 'connection'> => ({
  broken: 'ERROR_REPAIRABLE',
  backend: baseUrl => quiltt({apiSecret: 'sandbox_api_secret', connectorId: 'connectorsandbox', connectors, baseUrl}),
  connection: ({profileId}, connectionId) => ({provider: 'quiltt', connectionId, profileId}),
});

/** Every provider, once for each way to use it. A new one is a new entry. */
export const contracts: readonly Contract[] = [
  {
    name: 'plaid',
    broken: 'ITEM_LOGIN_REQUIRED',
    beyondRepair: {status: 'ITEM_NOT_FOUND', code: 'connection-not-found'},
    backend: baseUrl =>
      plaid({clientId, secret: 'sandbox_secret', environment, baseUrl, clientName: 'Test', countryCodes: ['US']}),
    connection: ({accessToken}, itemId) => ({provider: 'plaid', itemId, accessToken, clientUserId: 'person-1'}),
  },
  {
    name: 'meld',
    broken: 'RECONNECT_REQUIRED',
    beyondRepair: {status: 'DELETED', code: 'not-repairable'},
    backend: baseUrl => meld({apiKey: 'sandbox_api_key', environment, baseUrl}),
    connection: (_, connectionId) => ({provider: 'meld', connectionId}),
  },
  {
    name: 'mx',
    broken: 'DENIED',
    beyondRepair: {status: 'CLOSED', code: 'not-repairable'},
    backend: baseUrl => mx({clientId, apiKey: 'sandbox_api_key', environment, baseUrl}),
    connection: ({userGuid}, memberGuid) => ({provider: 'mx', userGuid, memberGuid}),
  },
  {
    ...quilttContract(false),
    name: 'quiltt',
    // It has no word for a connection that nobody can ever repair.
    beyondRepair: {status: 'ERROR_INSTITUTION', code: 'institution-unavailable'},
    variants: /^(retryAfterHeader|deadSessionToken|openedEvent|doubleEvents|connectorHandlers|escape)$/,
  },
  {
    ...quilttContract(true),
    name: 'quiltt, through Plaid',
    beyondRepair: {status: 'DISCONNECTING', code: 'not-repairable'},
    variants: /^(schema|introspection|connectorStatus|hostedLink)$/,
    isMine: ({quilttProvider}) => quilttProvider === 'PLAID',
  },
  {
    ...quilttContract(true),
    name: 'quiltt, through MX',
    beyondRepair: {status: 'DISCONNECTING', code: 'not-repairable'},
    variants: /^schema$/,
    isMine: ({quilttProvider}) => quilttProvider === 'MX',
  },
];
