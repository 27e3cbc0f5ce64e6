import type {Environment} from 'bank-reconnect/backend';
import type {Aggregator} from './aggregator.js';
import {meldAtVendor, meldOnSandbox} from './meld.js';
import {plaidAtVendor, plaidOnSandbox} from './plaid.js';
import type {SandboxOrigins} from './sandbox.js';

/** Environment variables; `process.env` fits. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Whether any aggregator is without credentials of its own, so that the demo has to have a sandbox. */
export function needsSandbox(env: Variables): boolean {
  return !env['PLAID_CLIENT_ID'] || !env['MELD_API_KEY'];
}

/**
 * The demo's aggregators: each in the vendor's own environment if there are credentials for it, else on the sandbox.
 *
 * @throws {Error} that names the variable, for credentials that are not complete
 */
export function aggregatorsFrom(env: Variables, sandbox: SandboxOrigins | undefined): Aggregator[] {
  return [plaidFrom(env, sandbox), meldFrom(env, sandbox)];
}

function plaidFrom(env: Variables, sandbox: SandboxOrigins | undefined): Aggregator {
  const clientId = env['PLAID_CLIENT_ID'];
  if (!clientId) refuseWithout('PLAID_CLIENT_ID', env, ['PLAID_SECRET', 'PLAID_ENV', 'PLAID_ACCESS_TOKEN']);
  if (!clientId) return plaidOnSandbox(required(sandbox));
  const secret = variable(env, 'PLAID_SECRET', 'PLAID_CLIENT_ID');
  const environment = environmentIn(env, 'PLAID_ENV');
  return plaidAtVendor({clientId, secret, environment}, env['PLAID_ACCESS_TOKEN'] || undefined);
}

function meldFrom(env: Variables, sandbox: SandboxOrigins | undefined): Aggregator {
  const apiKey = env['MELD_API_KEY'];
  if (!apiKey) refuseWithout('MELD_API_KEY', env, ['MELD_ENV', 'MELD_CONNECTION_ID']);
  if (!apiKey) return meldOnSandbox(required(sandbox));
  const connectionId = variable(env, 'MELD_CONNECTION_ID', 'MELD_API_KEY');
  return meldAtVendor({apiKey, environment: environmentIn(env, 'MELD_ENV')}, connectionId);
}

/** Half of a vendor's variables must not quietly lead to the sandbox. */
function refuseWithout(name: string, env: Variables, others: readonly string[]): void {
  const other = others.find(one => env[one]);
  if (other !== undefined) throw new Error(`${other} is set, so ${name} must be set too.`);
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
