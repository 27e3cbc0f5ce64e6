import {meld, mx, plaid, quiltt} from '../../src/backend/index.js';
import type {SandboxContract} from './contract.js';

/** The credentials that the stand-ins accept. */
const clientId = 'sandbox_client_id';
const environment = 'sandbox' as const;

/** Plaid Link, as an overlay or in a popup. */
const plaidContract: Omit<SandboxContract, 'name'> = {
  broken: 'ITEM_LOGIN_REQUIRED',
  beyondRepair: {status: 'ITEM_NOT_FOUND', code: 'connection-not-found'},
  cancel: 'cancelled',
  down: 'errored institution-unavailable',
  backend: baseUrl =>
    plaid({clientId, secret: 'sandbox_secret', environment, baseUrl, clientName: 'Test', countryCodes: ['US']}),
  connection: ({accessToken}, itemId) => ({provider: 'plaid', itemId, accessToken, clientUserId: 'person-1'}),
};

/** Quiltt's Connector, or its GraphQL connectors, which open the widget of the connection's upstream vendor. */
const quilttContract = (connectors: boolean): Pick<SandboxContract, 'broken' | 'backend' | 'connection'> => ({
  broken: 'ERROR_REPAIRABLE',
  backend: baseUrl => quiltt({apiSecret: 'sandbox_api_secret', connectorId: 'connectorsandbox', connectors, baseUrl}),
  connection: ({profileId}, connectionId) => ({provider: 'quiltt', connectionId, profileId}),
});

/** Every provider, with an entry for each way to use it. */
export const contracts: readonly SandboxContract[] = [
  {
    ...plaidContract,
    name: 'plaid',
    variants: /^(?!hosted)/,
    situations: {
      tokenSpentByCancel: {
        async act({page, person}, widget) {
          await person.cancel(widget);
          await page.waitForExit('aborted');
          await person.open();
          await person.signIn(await person.widget());
        },
      },
      reusableTokens: {
        async act({page, standIn, person}, widget) {
          await person.signIn(widget);
          await page.waitForEvent('repair-confirmed');
          await standIn.setStatus(plaidContract.broken);
          await page.page.evaluate(() => document.querySelector('bank-reconnect')!.setAttribute('status', 'broken'));
          await person.open();
          await person.signIn(await person.widget());
        },
      },
      repairOfRevoked: {change: {status: 'USER_PERMISSION_REVOKED'}, ends: 'not-repairable'},
    },
  },
  {
    ...plaidContract,
    name: 'plaid, in a window',
    display: 'popup',
    down: 'aborted',
    variants: /^hosted/,
    situations: {
      hostedExpiryExits: {
        async act({standIn}, widget) {
          // The session starts when it is opened.
          await widget.waitFor(() => document.querySelector('input'));
          await standIn.expireTokens();
        },
        ends: 'aborted',
      },
    },
  },
  {
    name: 'meld',
    broken: 'RECONNECT_REQUIRED',
    beyondRepair: {status: 'DELETED', code: 'not-repairable'},
    cancel: 'closed',
    down: 'aborted widget-error',
    situations: {
      repairOfActive: {change: {status: 'ACTIVE'}},
      repairOfPartial: {
        change: {status: 'PARTIALLY_ACTIVE', statusReason: 'PARTIAL_AGGREGATION_SUCCESS'},
        ends: 'not-repairable',
      },
    },
    backend: baseUrl => meld({apiKey: 'sandbox_api_key', environment, baseUrl}),
    connection: (_, connectionId) => ({provider: 'meld', connectionId}),
  },
  {
    name: 'mx',
    broken: 'DENIED',
    beyondRepair: {status: 'CLOSED', code: 'not-repairable'},
    cancel: 'cancelled',
    down: 'aborted',
    situations: {
      memberAfterOAuth: {
        change: {bank: 'oauth'},
        async act({person}, widget) {
          await person.allow(widget);
          await person.finish(widget);
        },
      },
    },
    backend: baseUrl => mx({clientId, apiKey: 'sandbox_api_key', environment, baseUrl}),
    connection: ({userGuid}, memberGuid) => ({provider: 'mx', userGuid, memberGuid}),
  },
  {
    ...quilttContract(false),
    name: 'quiltt',
    // Quiltt has no status for a connection that cannot be repaired.
    beyondRepair: {status: 'ERROR_INSTITUTION', code: 'institution-unavailable'},
    cancel: 'cancelled',
    // Quiltt's Connector reports one event for all errors.
    down: 'errored widget-error',
    variants: /^(retryAfterHeader|deadSessionToken|openedEvent|doubleEvents|connectorHandlers|escape)$/,
    situations: {
      retryAfterHeader: {
        // A profile gets only ten tokens per hour.
        async before({standIn}) {
          const {profileId} = (await standIn.connection())!;
          const post = {
            method: 'POST',
            headers: {authorization: 'Bearer sandbox_api_secret', 'content-type': 'application/json'},
            body: JSON.stringify({userId: profileId}),
          };
          for (let count = 0; count < 10; count++) await fetch(`${standIn.api}/v1/users/sessions`, post);
        },
        ends: 'rate-limited',
      },
      escape: {
        async act(_, widget) {
          // The frame's script receives the key only once it has loaded.
          await widget.waitFor(() => document.querySelector('input'));
          await widget.press('Escape');
        },
        ends: 'aborted',
      },
    },
  },
  {
    ...quilttContract(true),
    name: 'quiltt, through Plaid',
    hasWidgetOfOther: true,
    beyondRepair: {status: 'DISCONNECTING', code: 'not-repairable'},
    cancel: 'cancelled',
    down: 'errored institution-unavailable',
    variants: /^(schema|introspection|connectorStatus|hostedLink)$/,
    situations: {
      'connectorStatus CONTINUE': {ends: 'already-healthy'},
      'connectorStatus WAIT': {ends: 'not-ready'},
      'connectorStatus ABORT': {ends: 'not-repairable'},
    },
    matches: ({quilttProvider}) => quilttProvider === 'PLAID',
  },
  {
    ...quilttContract(true),
    name: 'quiltt, through MX',
    hasWidgetOfOther: true,
    beyondRepair: {status: 'DISCONNECTING', code: 'not-repairable'},
    cancel: 'cancelled',
    down: 'aborted',
    variants: /^schema$/,
    matches: ({quilttProvider}) => quilttProvider === 'MX',
  },
];
