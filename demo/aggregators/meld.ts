import {meld, type Environment, type MeldConnection} from 'bank-reconnect/backend';
import type {Aggregator} from './aggregator.js';
import {callJson} from './json-call.js';
import {isOnSandbox, seededConnection, setStatus, standInOrigin, type SandboxOrigins} from './sandbox.js';

/** Meld's API hosts, by environment. */
const hosts: Readonly<Record<Environment, string>> = {
  sandbox: 'https://api-sb.meld.io',
  production: 'https://api.meld.io',
};

/** The widget's host is documented only for Meld's sandbox. For production any host of Meld is allowed. */
const widgetHosts: Readonly<Record<Environment, string>> = {
  sandbox: 'https://institution-connect-sb.meld.io',
  production: 'https://*.meld.io',
};

const way = 'Meld’s widget, in the element’s own dialog';

const withId = (connection: MeldConnection, connectionId: string): MeldConnection => ({...connection, connectionId});

/** Meld on the sandbox: the initial connection, because Meld has no call that creates one without a person. */
export function meldOnSandbox(sandbox: SandboxOrigins): Aggregator<MeldConnection> {
  const origin = standInOrigin(sandbox, 'meld');
  return {
    name: 'Meld',
    provider: meld({
      apiKey: 'sandbox_api_key',
      environment: 'sandbox',
      baseUrl: origin,
      webhook: {secret: 'sandbox_meld_webhook_secret'},
    }),
    sources: {frame: [origin], connect: []},
    sandboxUrl: sandbox.url,
    notice: undefined,
    samples: [
      {
        id: 'conn_meld',
        way,
        async obtain() {
          const {id, institution} = await seededConnection(sandbox, 'meld', 'connMeridianTrust1');
          return {connection: {provider: 'meld', connectionId: id}, institutionName: institution.name};
        },
        breakAgain: ({connectionId}) =>
          setStatus(sandbox, 'meld', connectionId, {status: 'RECONNECT_REQUIRED', statusReason: 'LOGIN_REQUIRED'}),
      },
    ],
    exists: ({connectionId}) => isOnSandbox(sandbox, 'meld', connectionId),
    withId,
  };
}

/** Meld's own environments, with an existing connection. */
export function meldAtVendor(
  {apiKey, environment, webhookSecret}: {apiKey: string; environment: Environment; webhookSecret: string | undefined},
  connectionId: string,
): Aggregator<MeldConnection> {
  return {
    name: 'Meld',
    provider: meld({
      apiKey,
      environment,
      ...(webhookSecret !== undefined && {webhook: {secret: webhookSecret}}),
    }),
    sources: {frame: [widgetHosts[environment]], connect: []},
    sandboxUrl: undefined,
    notice:
      environment === 'sandbox'
        ? 'Meld’s own sandbox has no repair flow: the repair of this connection will not finish there.'
        : 'This is a real connection in Meld’s production, so the demo cannot break it again.',
    samples: [
      {
        id: 'conn_meld',
        way,
        async obtain() {
          const {institutionName} = await callJson<{institutionName?: string | null}>(
            `${hosts[environment]}/bank-linking/connections/${encodeURIComponent(connectionId)}`,
            {headers: {authorization: `BASIC ${apiKey}`}},
          );
          return {connection: {provider: 'meld', connectionId}, institutionName: institutionName ?? 'Your bank'};
        },
      },
    ],
    exists: () => Promise.resolve(true),
    withId,
  };
}
