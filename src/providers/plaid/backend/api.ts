import {vendorBaseUrl} from '../../../backend/base-url.js';
import type {Environment} from '../../../backend/base-url.js';
import {requireSetting} from '../../../backend/configuration-error.js';
import type {ProviderContext} from '../../../backend/provider.js';
import {checkConstant, resolveSetting} from '../../../backend/setting.js';
import {callVendor, checkTimeout} from '../../../backend/vendor-call.js';
import type {JsonObject, VendorAnswer} from '../../../backend/vendor-call.js';
import type {PlaidCredentials} from './options.js';
import {plaidProblem} from './problem.js';
import {safePlaidId} from './safe-id.js';

const hosts: Readonly<Record<Environment, string>> = {
  sandbox: 'https://sandbox.plaid.com',
  production: 'https://production.plaid.com',
};

export type PlaidApi<Connection> = (
  connection: Connection,
  path: string,
  body: JsonObject,
  context: ProviderContext,
) => Promise<VendorAnswer>;

/**
 * Creates the function that calls Plaid's API with the options resolved for a connection. It throws a `RepairProblem`
 * for an error response.
 *
 * @throws {ConfigurationError} for invalid options
 */
export function createPlaidApi<Connection>(options: PlaidCredentials<Connection>): PlaidApi<Connection> {
  checkConstant(options.clientId, checkClientId);
  checkConstant(options.secret, checkSecret);
  checkConstant(options.environment, environment => vendorBaseUrl(undefined, environment, hosts));
  checkConstant(options.baseUrl, baseUrl => vendorBaseUrl(baseUrl, 'sandbox', hosts));
  checkConstant(options.timeout, checkTimeout);

  return async (connection, path, body, context) => {
    const baseUrl = await resolveSetting(options.baseUrl, connection);
    const environment = await resolveSetting(options.environment, connection);
    const answer = await callVendor(
      {
        operation: path,
        url: `${vendorBaseUrl(baseUrl, environment, hosts)}/${path}`,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'plaid-client-id': checkClientId(await resolveSetting(options.clientId, connection)),
          'plaid-secret': checkSecret(await resolveSetting(options.secret, connection)),
          // Without this header Plaid uses the default version set in the dashboard.
          'plaid-version': '2020-09-14',
        },
        body,
        timeout: checkTimeout(await resolveSetting(options.timeout, connection)),
        requestId: ({request_id}) => safePlaidId(request_id),
      },
      context,
    );
    if (!answer.ok) throw plaidProblem(answer);
    return answer;
  };
}

function checkClientId(clientId: string): string {
  return requireSetting(clientId, 'clientId of plaid');
}

function checkSecret(secret: string): string {
  return requireSetting(secret, 'secret of plaid');
}
