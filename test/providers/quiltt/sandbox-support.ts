import type {Sandbox} from '../../../src/sandbox/index.js';
import {call, type Answer, type Json} from '../../sandbox/support.js';

export const profileId = 'p_SandboxProfile01';
export const productionProfileId = 'p_ProductionProfile01';
export const plaidConnection = 'conn_PlaidFirstHarbor1';
export const mxConnection = 'conn_MxMeridianTrust1';
export const productionConnection = 'conn_ProductionHarbor1';

export const quilttOf = (sandbox: Sandbox): string => sandbox.origins['quiltt'] ?? '';

export const bearer = (token: string): Record<string, string> => ({Authorization: `Bearer ${token}`});

export const basic = (name: string, password: string): Record<string, string> => ({
  Authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
});

export const asServer = basic(profileId, 'sandbox_api_secret');

/** Requests a session token as a host's server does. */
export const issue = (sandbox: Sandbox, body: Json = {userId: profileId}, secret = 'sandbox_api_secret') =>
  call('POST', `${quilttOf(sandbox)}/v1/users/sessions`, body, bearer(secret));

/** Issues a session token and returns it. */
export async function tokenFor(sandbox: Sandbox): Promise<string> {
  const {status, body} = await issue(sandbox);
  if (status !== 201) throw new Error(`no session token: ${status}`);
  return String(body['token']);
}

export const graphql = (
  sandbox: Sandbox,
  query: string,
  variables: Json = {},
  headers: Record<string, string> = asServer,
): Promise<Answer> => call('POST', `${quilttOf(sandbox)}/v1/graphql`, {query, variables}, headers);

/** The data of an operation that must not have errors. */
export async function data(sandbox: Sandbox, query: string, variables: Json = {}): Promise<Json> {
  const {body} = await graphql(sandbox, query, variables);
  if (body['errors']) throw new Error(JSON.stringify(body['errors']));
  return body['data'] as Json;
}

/** Runs a mutation by its field's name. Returns its payload. */
export async function mutate(sandbox: Sandbox, field: string, input: Json, selection: string): Promise<Json> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const answer = await data(sandbox, `mutation M($input: ${type}!) { ${field}(input: $input) { ${selection} } }`, {
    input,
  });
  return answer[field] as Json;
}

/** The status of a connection in the API. */
export async function statusOf(sandbox: Sandbox, id = plaidConnection): Promise<unknown> {
  const {connection} = await data(sandbox, 'query Q($id: ID!) { connection(id: $id) { status } }', {id});
  return (connection as Json)['status'];
}

/** Changes a connection of Quiltt over the control API. */
export const changeConnection = (sandbox: Sandbox, id: string, body: Json): Promise<Answer> =>
  call('PATCH', `${sandbox.url}/control/connections/quiltt/${id}`, body);
