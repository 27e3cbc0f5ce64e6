import type {Environment} from 'bank-reconnect/backend';
import type {Aggregator} from './aggregator.js';
import {meldAtVendor, meldOnSandbox} from './meld.js';
import {mxAtVendor, mxOnSandbox} from './mx.js';
import {plaidAtVendor, plaidOnSandbox} from './plaid.js';
import {quilttAtVendor, quilttOnSandbox} from './quiltt.js';
import type {SandboxOrigins} from './sandbox.js';

/** Environment variables, such as `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The variable that switches a vendor to its own environment, with the variables that depend on it. */
const followers = {
  PLAID_CLIENT_ID: ['PLAID_SECRET', 'PLAID_ENV', 'PLAID_ACCESS_TOKEN'],
  MX_CLIENT_ID: [
    ...['MX_API_KEY', 'MX_ENV', 'MX_USER_GUID', 'MX_MEMBER_GUID'],
    ...['MX_WEBHOOK_USERNAME', 'MX_WEBHOOK_PASSWORD'],
  ],
  MELD_API_KEY: ['MELD_ENV', 'MELD_CONNECTION_ID', 'MELD_WEBHOOK_SECRET'],
  QUILTT_API_SECRET: [
    ...['QUILTT_CONNECTOR_ID', 'QUILTT_PROFILE_ID', 'QUILTT_CONNECTION_ID'],
    ...['QUILTT_CONNECTORS', 'QUILTT_WEBHOOK_SECRET'],
  ],
} as const;

/** The deciding variable, by provider. */
const leaders = {
  plaid: 'PLAID_CLIENT_ID',
  mx: 'MX_CLIENT_ID',
  meld: 'MELD_API_KEY',
  quiltt: 'QUILTT_API_SECRET',
} as const satisfies Record<string, keyof typeof followers>;

/** The providers without credentials. If there are any, the demo needs a sandbox. */
export function providersOnSandbox(env: Variables): string[] {
  return Object.entries(leaders).flatMap(([provider, name]) => (env[name] ? [] : [provider]));
}

/**
 * The demo's aggregators: each in the vendor's own environment if there are credentials for it, else on the sandbox.
 * `demo/start.ts` lists their variables.
 *
 * @param returnUrls the pages to which the sandbox's banks may return
 * @throws {Error} that names the variable, for credentials that are not complete
 */
export function aggregatorsFrom(
  env: Variables,
  sandbox: SandboxOrigins | undefined,
  returnUrls: readonly string[] = [],
): Aggregator[] {
  return [plaidFrom, mxFrom, meldFrom, quilttFrom].map(from => from(env, sandbox, returnUrls) as Aggregator);
}

/**
 * Reads `PUBLIC_URL`: the public URL of the demo, for instance a tunnel's. Vendors send webhooks to
 * `/api/bank/webhooks/{provider}` below it. Only Meld needs it, because Meld signs the URL that it calls. The sandbox calls
 * and signs the demo's own URL.
 *
 * @returns the URL without a trailing slash
 * @throws {Error} if it is no URL
 */
export function publicUrlFrom(env: Variables): string | undefined {
  const {PUBLIC_URL: url, MELD_API_KEY: isAtVendor} = env;
  if (!url || !isAtVendor) return undefined;
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (!/^https?:$/.test(protocol)) throw new Error(`PUBLIC_URL is no URL: "${url}".`);
  return url.replace(/\/+$/, '');
}

function plaidFrom(env: Variables, sandbox: SandboxOrigins | undefined, returnUrls: readonly string[]) {
  const clientId = leadingVariable(env, leaders.plaid);
  if (!clientId) return plaidOnSandbox(required(sandbox), returnUrls);
  const secret = variable(env, 'PLAID_SECRET', 'PLAID_CLIENT_ID');
  const environment = environmentIn(env, 'PLAID_ENV');
  return plaidAtVendor({clientId, secret, environment}, env['PLAID_ACCESS_TOKEN'] || undefined);
}

function mxFrom(env: Variables, sandbox: SandboxOrigins | undefined) {
  const clientId = leadingVariable(env, leaders.mx);
  if (!clientId) return mxOnSandbox(required(sandbox));
  const username = env['MX_WEBHOOK_USERNAME'];
  const access = {
    clientId,
    apiKey: variable(env, 'MX_API_KEY', 'MX_CLIENT_ID'),
    environment: environmentIn(env, 'MX_ENV'),
    webhook: username ? {username, password: variable(env, 'MX_WEBHOOK_PASSWORD', 'MX_WEBHOOK_USERNAME')} : undefined,
  };
  return mxAtVendor(access, {
    userGuid: variable(env, 'MX_USER_GUID', 'MX_CLIENT_ID'),
    memberGuid: variable(env, 'MX_MEMBER_GUID', 'MX_CLIENT_ID'),
  });
}

function meldFrom(env: Variables, sandbox: SandboxOrigins | undefined) {
  const apiKey = leadingVariable(env, leaders.meld);
  if (!apiKey) return meldOnSandbox(required(sandbox));
  const connectionId = variable(env, 'MELD_CONNECTION_ID', 'MELD_API_KEY');
  const webhookSecret = env['MELD_WEBHOOK_SECRET'] || undefined;
  return meldAtVendor({apiKey, environment: environmentIn(env, 'MELD_ENV'), webhookSecret}, connectionId);
}

function quilttFrom(env: Variables, sandbox: SandboxOrigins | undefined) {
  const apiSecret = leadingVariable(env, leaders.quiltt);
  if (!apiSecret) return quilttOnSandbox(required(sandbox));
  const access = {
    apiSecret,
    connectorId: variable(env, 'QUILTT_CONNECTOR_ID', 'QUILTT_API_SECRET'),
    webhookSecret: env['QUILTT_WEBHOOK_SECRET'] || undefined,
  };
  return quilttAtVendor(access, {
    connectionId: variable(env, 'QUILTT_CONNECTION_ID', 'QUILTT_API_SECRET'),
    profileId: variable(env, 'QUILTT_PROFILE_ID', 'QUILTT_API_SECRET'),
    viaConnectors: env['QUILTT_CONNECTORS'] === 'true',
  });
}

/** An incomplete set of a vendor's variables must not silently select the sandbox. */
function leadingVariable(env: Variables, name: keyof typeof followers): string | undefined {
  const value = env[name];
  if (value) return value;
  const other = followers[name].find(one => env[one]);
  if (other !== undefined) throw new Error(`${other} is set, so ${name} must be set too.`);
  return undefined;
}

function required(sandbox: SandboxOrigins | undefined): SandboxOrigins {
  if (!sandbox) throw new Error('Without credentials for every aggregator the demo needs a sandbox.');
  return sandbox;
}

function variable(env: Variables, name: string, because: string): string {
  const value = env[name];
  if (!value) throw new Error(`${because} is set, so ${name} must be set too.`);
  return value;
}

function environmentIn(env: Variables, name: string): Environment {
  const value = env[name] || 'sandbox';
  if (value !== 'sandbox' && value !== 'production') {
    throw new Error(`${name} must be "sandbox" or "production", not "${value}".`);
  }
  return value;
}
