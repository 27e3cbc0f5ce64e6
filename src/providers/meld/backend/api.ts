import {vendorBaseUrl} from '../../../backend/base-url.js';
import type {Environment} from '../../../backend/base-url.js';
import {requireSetting} from '../../../backend/configuration-error.js';
import type {ProviderContext} from '../../../backend/provider.js';
import {checkConstant, resolveSetting} from '../../../backend/setting.js';
import {callVendor, checkTimeout} from '../../../backend/vendor-call.js';
import type {VendorAnswer, VendorCall} from '../../../backend/vendor-call.js';
import type {MeldConnection, MeldOptions} from './options.js';

const hosts: Readonly<Record<Environment, string>> = {
  sandbox: 'https://api-sb.meld.io',
  production: 'https://api.meld.io',
};

interface MeldCall extends Pick<VendorCall, 'operation' | 'method' | 'body'> {
  /** Relative to `/bank-linking/`. */
  path: string;
}

type MeldApi<Connection> = (connection: Connection, call: MeldCall, context: ProviderContext) => Promise<VendorAnswer>;

/** Creates the function that calls Meld's API with the options resolved for a connection. @throws {ConfigurationError} */
export function createMeldApi<Connection extends MeldConnection>(
  options: MeldOptions<Connection>,
): MeldApi<Connection> {
  checkConstant(options.apiKey, checkKey);
  checkConstant(options.environment, environment => vendorBaseUrl(undefined, environment, hosts));
  checkConstant(options.baseUrl, baseUrl => vendorBaseUrl(baseUrl, 'sandbox', hosts));
  checkConstant(options.timeout, checkTimeout);

  return async (connection, {path, ...call}, context) => {
    const baseUrl = await resolveSetting(options.baseUrl, connection);
    const environment = await resolveSetting(options.environment, connection);
    const apiKey = checkKey(await resolveSetting(options.apiKey, connection));
    const version = await resolveSetting(options.version, connection);
    return await callVendor(
      {
        ...call,
        url: `${vendorBaseUrl(baseUrl, environment, hosts)}/bank-linking/${path}`,
        headers: {
          authorization: `BASIC ${apiKey}`,
          ...(call.body === undefined ? {} : {'content-type': 'application/json'}),
          ...(version === undefined ? {} : {'meld-version': version}),
        },
        timeout: checkTimeout(await resolveSetting(options.timeout, connection)),
        requestId: body => body['requestId'],
      },
      context,
    );
  };
}

function checkKey(apiKey: string): string {
  return requireSetting(apiKey, 'apiKey of meld');
}
