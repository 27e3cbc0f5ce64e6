import assert from 'node:assert/strict';
import type {Sandbox} from '../../src/sandbox/index.js';
import {call, connection, signIn, type Answer, type Json} from './support.js';

/** The origin of the stand-in. */
export const plaidOf = (sandbox: Sandbox): string => sandbox.origins['plaid'] ?? '';
/** The credentials, in headers. */
export const keys = (secret = 'sandbox_secret') => ({'PLAID-CLIENT-ID': 'sandbox_client_id', 'PLAID-SECRET': secret});

/** Calls the API with credentials. */
export const ask = (sandbox: Sandbox, path: string, body: unknown, secret?: string): Promise<Answer> =>
  call('POST', plaidOf(sandbox) + path, body, keys(secret));

export const accessTokenOf = async (sandbox: Sandbox) => String((await connection(sandbox, 'plaid'))['accessToken']);

/** The required fields of a link token. */
export const basics = {client_name: 'Fern', language: 'en', country_codes: ['US'], user: {client_user_id: 'user-1'}};

/** A link token for the seeded item. */
export async function linkToken(sandbox: Sandbox, more: Json = {}): Promise<string> {
  const access_token = await accessTokenOf(sandbox);
  const {body} = await ask(sandbox, '/link/token/create', {...basics, access_token, ...more});
  return String(body['link_token']);
}

/** Opens Link as its frame does. */
export const openLink = async (sandbox: Sandbox, token: string): Promise<Json> =>
  (await call('POST', `${plaidOf(sandbox)}/link/session`, {linkToken: token})).body;

/** Signs in within an open Link. Selects all offered accounts, or those with the given masks. */
export async function logIn(sandbox: Sandbox, session: Json, masks?: readonly string[]): Promise<Json> {
  const {id} = session['signIn'] as Json;
  const view = await signIn(plaidOf(sandbox), id, 'user_good', 'pass_good');
  if (view['step'] !== 'accounts') return view;
  const offered = view['accounts'] as Json[];
  const accounts = offered.filter(({mask}) => masks?.includes(String(mask)) ?? true).map(account => account['id']);
  return (await call('POST', `${plaidOf(sandbox)}/sign-in/${String(id)}/accounts`, {accounts})).body;
}

/** Asserts an error in Plaid’s format. */
export function assertError({status, body}: Answer, type: string, code: string): void {
  assert.deepEqual([status, body['error_type'], body['error_code']], [400, type, code], JSON.stringify(body));
  for (const field of ['error_message', 'request_id', 'documentation_url']) assert.equal(typeof body[field], 'string');
  assert.ok('display_message' in body);
}
