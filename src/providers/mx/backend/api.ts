import {basicAuthorization} from '../../../backend/base64.js';
import {vendorBaseUrl} from '../../../backend/base-url.js';
import type {Environment} from '../../../backend/base-url.js';
import {ConfigurationError, requireSetting} from '../../../backend/configuration-error.js';
import type {ProviderContext} from '../../../backend/provider.js';
import {checkConstant, resolveSetting} from '../../../backend/setting.js';
import {callVendor, checkTimeout} from '../../../backend/vendor-call.js';
import type {VendorAnswer, VendorCall} from '../../../backend/vendor-call.js';

import type {MxApiVersion, MxConnection, MxOptions} from './options.js';

const hosts: Readonly<Record<Environment, string>> = {
  sandbox: 'https://int-api.mx.com',
  production: 'https://api.mx.com',
};

/** The headers that select the API version. */
const versionHeaders: Readonly<Record<MxApiVersion, Readonly<Record<string, string>>>> = {
  v20250224: {'accept-version': 'v20250224'},
  v20111101: {accept: 'application/vnd.mx.api.v1+json'},
};

interface MxCall extends Pick<VendorCall, 'operation' | 'method' | 'body'> {
  /** Relative to the user, for instance `widget_urls`. */
  path: string;
  headers?: Readonly<Record<string, string>>;
}

export type MxApi<Connection> = (
  connection: Connection,
  call: MxCall,
  context: ProviderContext,
) => Promise<VendorAnswer>;

/**
 * Creates the function that calls MX's API for a connection's user, with the options resolved for the connection.
 *
 * @throws {ConfigurationError} for invalid options
 */
export function createMxApi<Connection extends MxConnection>(options: MxOptions<Connection>): MxApi<Connection> {
  checkConstant(options.clientId, checkClientId);
  checkConstant(options.apiKey, checkApiKey);
  checkConstant(options.apiVersion, checkVersion);
  checkConstant(options.environment, environment => vendorBaseUrl(undefined, environment, hosts));
  checkConstant(options.baseUrl, baseUrl => vendorBaseUrl(baseUrl, 'sandbox', hosts));
  checkConstant(options.timeout, checkTimeout);

  return async (connection, {path, headers, ...call}, context) => {
    const baseUrl = await resolveSetting(options.baseUrl, connection);
    const environment = await resolveSetting(options.environment, connection);
    const clientId = checkClientId(await resolveSetting(options.clientId, connection));
    const apiKey = checkApiKey(await resolveSetting(options.apiKey, connection));
    const user = encodeURIComponent(requireSetting(connection.userGuid, 'userGuid of the connection'));
    return await callVendor(
      {
        ...call,
        url: `${vendorBaseUrl(baseUrl, environment, hosts)}/users/${user}/${path}`,
        headers: {
          authorization: basicAuthorization(clientId, apiKey),
          ...(call.body === undefined ? {} : {'content-type': 'application/json'}),
          ...versionHeaders[checkVersion(await resolveSetting(options.apiVersion, connection))],
          ...headers,
        },
        timeout: checkTimeout(await resolveSetting(options.timeout, connection)),
        // MX's responses have no request id.
        requestId: () => undefined,
      },
      context,
    );
  };
}

function checkClientId(clientId: string): string {
  return requireSetting(clientId, 'clientId of mx');
}

function checkApiKey(apiKey: string): string {
  return requireSetting(apiKey, 'apiKey of mx');
}

function checkVersion(version: MxApiVersion = 'v20250224'): MxApiVersion {
  if (Object.hasOwn(versionHeaders, version)) return version;
  throw new ConfigurationError(`apiVersion of mx must be one of: ${Object.keys(versionHeaders).join(', ')}`);
}
