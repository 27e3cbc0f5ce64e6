import {mx, type BasicCredentials, type Environment, type MxConnection} from 'bank-reconnect/backend';
import type {Aggregator, Sample} from './aggregator.js';
import {basic, callJson} from './json-call.js';
import {isOnSandbox, seededConnection, setStatus, standInOrigin, type SandboxOrigins} from './sandbox.js';

/** MX's API hosts, by environment. MX calls its sandbox the integration environment. */
const hosts: Readonly<Record<Environment, string>> = {
  sandbox: 'https://int-api.mx.com',
  production: 'https://api.mx.com',
};

/** The widget's hosts, from the examples in MX's API description. */
const widgetHosts: Readonly<Record<Environment, string>> = {
  sandbox: 'https://int-widgets.moneydesktop.com',
  production: 'https://widgets.moneydesktop.com',
};

const way = 'MX Connect, in the element’s own dialog';

const withId = (connection: MxConnection, memberGuid: string): MxConnection => ({...connection, memberGuid});

/** The members that the sandbox starts with and the demo shows. */
const deniedMember = 'MBR-51f2e8a4-0c6d-4b7e-a3d9-6e4b8f2c0001';
const expiringMember = 'MBR-51f2e8a4-0c6d-4b7e-a3d9-6e4b8f2c0004';

/** MX on the sandbox: a member whose password has changed, and a working one whose consent ends soon. */
export function mxOnSandbox(sandbox: SandboxOrigins): Aggregator<MxConnection> {
  const origin = standInOrigin(sandbox, 'mx');
  const member = (guid: string): Pick<Sample<MxConnection>, 'obtain'> => ({
    async obtain() {
      const {id, userGuid, institution} = await seededConnection(sandbox, 'mx', guid);
      if (userGuid === undefined) throw new Error(`The sandbox at ${sandbox.url} does not name the member's user.`);
      return {connection: {provider: 'mx', userGuid, memberGuid: id}, institutionName: institution.name};
    },
  });
  return {
    name: 'MX',
    provider: mx({
      clientId: 'sandbox_client_id',
      apiKey: 'sandbox_api_key',
      environment: 'sandbox',
      baseUrl: origin,
      colorScheme: 'browser',
      webhook: {username: 'mx_webhook_user', password: 'sandbox_mx_webhook_password'},
    }),
    sources: {frame: [origin], connect: []},
    sandboxUrl: sandbox.url,
    notice: undefined,
    samples: [
      {
        id: 'conn_mx',
        way,
        ...member(deniedMember),
        breakAgain: ({memberGuid}) => setStatus(sandbox, 'mx', memberGuid, {status: 'DENIED'}),
      },
      {
        id: 'conn_mx_expiring',
        way: 'MX Connect, before anything breaks: the bank’s permission ends soon',
        ...member(expiringMember),
        breakAgain: ({memberGuid}) =>
          setStatus(sandbox, 'mx', memberGuid, {status: 'CONNECTED', statusReason: 'NEEDS_UPDATED_CREDENTIALS'}),
      },
    ],
    exists: ({memberGuid}) => isOnSandbox(sandbox, 'mx', memberGuid),
    withId,
  };
}

/** MX's own environments, with an existing member. */
export function mxAtVendor(
  access: {clientId: string; apiKey: string; environment: Environment; webhook: BasicCredentials | undefined},
  {userGuid, memberGuid}: {userGuid: string; memberGuid: string},
): Aggregator<MxConnection> {
  const {clientId, apiKey, environment, webhook} = access;
  return {
    name: 'MX',
    provider: mx({clientId, apiKey, environment, colorScheme: 'browser', ...(webhook && {webhook})}),
    sources: {frame: [widgetHosts[environment]], connect: []},
    sandboxUrl: undefined,
    notice: 'This is a real member at MX, which has no call that breaks one, so the demo cannot break it again.',
    samples: [
      {
        id: 'conn_mx',
        way,
        async obtain() {
          const path = `/users/${encodeURIComponent(userGuid)}/members/${encodeURIComponent(memberGuid)}`;
          const {member} = await callJson<{member?: {name?: string | null}}>(hosts[environment] + path, {
            headers: {authorization: basic(clientId, apiKey), 'accept-version': 'v20250224'},
          });
          return {connection: {provider: 'mx', userGuid, memberGuid}, institutionName: member?.name ?? 'Your bank'};
        },
      },
    ],
    exists: () => Promise.resolve(true),
    withId,
  };
}
