import {basicAuthorization} from '../../../backend/base64.js';
import {vendorBaseUrl} from '../../../backend/base-url.js';
import {requireSetting} from '../../../backend/configuration-error.js';
import {RepairProblem} from '../../../backend/problem.js';
import type {ProviderContext} from '../../../backend/provider.js';
import {checkConstant, resolveSetting} from '../../../backend/setting.js';
import {callVendor, checkTimeout, isObject} from '../../../backend/vendor-call.js';
import type {JsonObject, VendorAnswer, VendorCall} from '../../../backend/vendor-call.js';
import type {QuilttBaseUrls, QuilttConnection, QuilttOptions} from './options.js';
import {errorId, errorsOf, graphqlProblem, quilttProblem} from './problem.js';

/** All environments share the hosts. The secret selects the environment. */
const hosts: QuilttBaseUrls = {auth: 'https://auth.quiltt.io', api: 'https://api.quiltt.io'};

export interface RestCall extends Pick<VendorCall, 'operation' | 'method' | 'body'> {
  /** Below the host of the authentication API. */
  path: string;
  /** A session token to send in place of the API secret, for calls about that token. */
  token?: string;
}

export interface GraphqlCall {
  /** The operation's name in the document and in the log. */
  operation: string;
  document: string;
  variables: JsonObject;
}

/** A GraphQL answer: data, errors, or both. */
export interface GraphqlAnswer {
  /** Empty if the operation was not executed. */
  data: JsonObject;
  /** The problem of the answer's errors, to be thrown if the required data is missing. */
  problem: RepairProblem | undefined;
}

export interface QuilttApi<Connection> {
  /** Calls the authentication API; the answer may be a refusal. */
  rest(connection: Connection, call: RestCall, context: ProviderContext): Promise<VendorAnswer>;
  /** Calls the GraphQL API on behalf of the connection's profile. @throws {RepairProblem} without a GraphQL answer */
  graphql(connection: Connection, call: GraphqlCall, context: ProviderContext): Promise<GraphqlAnswer>;
  /** Identifies the host's account at Quiltt; a host may have several. Contains the secret. */
  accountOf(connection: Connection): Promise<{apiSecret: string; authUrl: string; apiUrl: string}>;
}

/** @throws {ConfigurationError} for settings that cannot work */
export function createQuilttApi<Connection extends QuilttConnection>(
  options: QuilttOptions<Connection>,
): QuilttApi<Connection> {
  checkConstant(options.apiSecret, checkSecret);
  checkConstant(options.baseUrl, baseUrls);
  checkConstant(options.timeout, checkTimeout);

  const accountOf = async (connection: Connection) => {
    const {auth, api} = baseUrls(await resolveSetting(options.baseUrl, connection));
    return {apiSecret: checkSecret(await resolveSetting(options.apiSecret, connection)), authUrl: auth, apiUrl: api};
  };
  const timeoutOf = async (connection: Connection) => checkTimeout(await resolveSetting(options.timeout, connection));

  return {
    accountOf,

    async rest(connection, {path, token, ...call}, context) {
      const {apiSecret, authUrl} = await accountOf(connection);
      return await callVendor(
        {
          ...call,
          url: `${authUrl}/${path}`,
          headers: {
            authorization: `Bearer ${token ?? apiSecret}`,
            ...(call.body === undefined ? {} : {'content-type': 'application/json'}),
          },
          timeout: await timeoutOf(connection),
          requestId: errorId,
        },
        context,
      );
    },

    async graphql(connection, {operation, document, variables}, context) {
      const {apiSecret, apiUrl} = await accountOf(connection);
      const answer = await callVendor(
        {
          operation,
          url: `${apiUrl}/v1/graphql`,
          method: 'POST',
          headers: {
            // For servers Quiltt's authentication guide has Basic with the profile's id and the API secret. It costs no
            // session token, and reaches what belongs to the profile and nothing else.
            authorization: basicAuthorization(profileOf(connection), apiSecret),
            'content-type': 'application/json',
          },
          body: {query: document, variables, operationName: operation},
          timeout: await timeoutOf(connection),
          requestId: errorId,
        },
        context,
      );
      if (!answer.ok) throw quilttProblem(answer);
      const errors = errorsOf(answer.body);
      const {data} = answer.body;
      const problem = errors.length > 0 ? graphqlProblem(errors, answer) : undefined;
      if (isObject(data) || problem) return {data: isObject(data) ? data : {}, problem};
      throw new RepairProblem('backend-unavailable', {note: `${operation} was answered without data.`});
    },
  };
}

export function profileOf(connection: QuilttConnection): string {
  return requireSetting(connection.profileId, 'profileId of the connection');
}

function checkSecret(apiSecret: string): string {
  return requireSetting(apiSecret, 'apiSecret of quiltt');
}

function baseUrls(baseUrl: string | QuilttBaseUrls | undefined): QuilttBaseUrls {
  const {auth, api} = typeof baseUrl === 'object' ? baseUrl : {auth: baseUrl, api: baseUrl};
  const at = (url: string | undefined, host: string): string =>
    vendorBaseUrl(url, 'production', {sandbox: host, production: host});
  return {auth: at(auth, hosts.auth), api: at(api, hosts.api)};
}
