import {meld, type Environment, type MeldConnection} from 'bank-reconnect/backend';
import type {Aggregator} from './aggregator.js';
import {callJson} from './json-call.js';
import {isOnSandbox, seededConnection, standInOrigin, type SandboxOrigins} from './sandbox.js';

/** Meld's API hosts, by environment. */
const hosts: Readonly<Record<Environment, string>> = {
  sandbox: 'https://api-sb.meld.io',
  production: 'https://api.meld.io',
};

/** The widget's host is documented for Meld's sandbox alone; in production it is taken to be some host of Meld's. */
const widgetHosts: Readonly<Record<Environment, string>> = {
  sandbox: 'https://institution-connect-sb.meld.io',
  production: 'https://*.meld.io',
};

/** Meld on our sandbox: the connection it starts with, because Meld has no call that makes one without a person. */
export function meldOnSandbox(sandbox: SandboxOrigins): Aggregator<MeldConnection> {
  const origin = standInOrigin(sandbox, 'meld');
  return {
    name: 'Meld',
    provider: meld({apiKey: 'sandbox_api_key', environment: 'sandbox', baseUrl: origin}),
    sources: {frame: [origin], connect: []},
    sandboxUrl: sandbox.url,
    notice: undefined,
    breakable: true,
    async obtain() {
      const {id, institution} = await seededConnection(sandbox, 'meld');
      return {connection: {provider: 'meld', connectionId: id}, institutionName: institution.name};
    },
    exists: async ({connectionId}) => await isOnSandbox(sandbox, 'meld', connectionId),
    async breakConnection({connectionId}) {
      await callJson(`${sandbox.url}/control/connections/meld/${encodeURIComponent(connectionId)}`, {
        method: 'PATCH',
        body: {status: 'RECONNECT_REQUIRED', statusReason: 'LOGIN_REQUIRED'},
      });
    },
  };
}

/** Meld's own environments, with a connection that exists there already. */
export function meldAtVendor(
  {apiKey, environment}: {apiKey: string; environment: Environment},
  connectionId: string,
): Aggregator<MeldConnection> {
  return {
    name: 'Meld',
    provider: meld({apiKey, environment}),
    sources: {frame: [widgetHosts[environment]], connect: []},
    sandboxUrl: undefined,
    notice:
      environment === 'sandbox'
        ? 'Meld’s own sandbox has no repair flow: the repair of this connection will not finish there.'
        : 'This is a real connection in Meld’s production, so the demo cannot break it again.',
    breakable: false,
    async obtain() {
      const {institutionName} = await callJson<{institutionName?: string | null}>(
        `${hosts[environment]}/bank-linking/connections/${encodeURIComponent(connectionId)}`,
        {headers: {authorization: `BASIC ${apiKey}`}},
      );
      return {connection: {provider: 'meld', connectionId}, institutionName: institutionName ?? 'Your bank'};
    },
    exists: () => Promise.resolve(true),
    breakConnection: () => Promise.reject(new Error('Meld has no call that breaks a connection.')),
  };
}
