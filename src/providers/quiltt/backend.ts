import {ConfigurationError, requireSetting} from '../../backend/configuration-error.js';
import type {Provider, ProviderContext, ProviderStatus} from '../../backend/provider.js';
import {checkConstant, resolveSetting} from '../../backend/setting.js';
import {answerWithoutWidget} from '../../backend/widget-needed.js';
import {healthOf} from '../../health/health.js';
import {createQuilttApi} from './backend/api.js';
import {completeConnector, completeReconnect} from './backend/completion.js';
import {quilttId, readConnection} from './backend/connection.js';
import {connectorResult} from './backend/graphql/close.js';
import {connectorOf} from './backend/graphql/connector.js';
import {createInitialize} from './backend/graphql/initialize.js';
import type {
  ConnectionFeature,
  ConnectorMxInitializeInput,
  ConnectorMxSettings,
  ConnectorPlaidInitializeInput,
  ConnectorPlaidSettings,
} from './backend/graphql/inputs.js';
import {recordRepair} from './backend/graphql/record-repair.js';
import {createShapes} from './backend/graphql/shape.js';
import type {
  QuilttBaseUrls,
  QuilttConnection,
  QuilttConnectorSettings,
  QuilttOptions,
  QuilttWebhookOptions,
} from './backend/options.js';
import {createSessionTokens} from './backend/session-token.js';
import {quilttWebhooks} from './backend/webhooks.js';
import {health} from './health.js';

export type {
  ConnectionFeature,
  ConnectorMxInitializeInput,
  ConnectorMxSettings,
  ConnectorPlaidInitializeInput,
  ConnectorPlaidSettings,
  QuilttBaseUrls,
  QuilttConnection,
  QuilttConnectorSettings,
  QuilttOptions,
  QuilttWebhookOptions,
};

/**
 * Quiltt's provider. It returns a session token for Quiltt's Connector or, with `connectors`, a session of the GraphQL
 * connectors for the upstream aggregator's widget. The status comes from Quiltt's GraphQL API.
 *
 * @throws {ConfigurationError} (a `TypeError`) for options that cannot work
 */
export function quiltt<Connection extends QuilttConnection = QuilttConnection>(
  options: QuilttOptions<Connection>,
): Provider<Connection> {
  const api = createQuilttApi(options);
  const shapes = createShapes(api);
  const initialize = createInitialize(api, shapes);
  const sessionToken = createSessionTokens(api);
  checkConstant(options.connectorId, checkConnectorId);
  checkConstant(options.recordRepairs, metadataName);

  return {
    name: 'quiltt',
    health,
    providerConnectionId: quilttId,
    webhooks: options.webhook && quilttWebhooks(options.webhook),

    async readStatus(connection: Connection, context: ProviderContext): Promise<ProviderStatus> {
      return (await readConnection(api, connection, quilttId(connection), context)).observed;
    },

    async createRepairToken(connection, request, context) {
      const {observed, aggregator} = await readConnection(api, connection, quilttId(connection), context);
      const connectors = await resolveSetting(options.connectors, connection);
      const connector = connectors ? connectorOf(aggregator) : undefined;
      const shape = connector && (await shapes.find(connection, connector, context));
      if (connectors && connector && shape) {
        const settings = connectors === true ? {} : connectors;
        // Here Quiltt decides whether a repair is needed: new features are a reason, too.
        return await initialize({connection, connector, shape}, request, settings, context);
      }
      const answer = answerWithoutWidget(healthOf(health, observed.status, observed.statusReason));
      if (answer) return answer;
      const connectorId = checkConnectorId(await resolveSetting(options.connectorId, connection));
      const {token, expiresAt} = await sessionToken(connection, context);
      return {
        status: 'ACTION_REQUIRED',
        connectorId,
        sessionToken: token,
        expiresIn: Math.floor((expiresAt - Date.now()) / 1000),
      };
    },

    async completeRepair(connection, {repairId, result}, context) {
      const claimed = connectorResult(result);
      const {completion, aggregator} = claimed
        ? await completeConnector({api, shapes}, connection, {repairId, claimed}, context)
        : await completeReconnect(api, connection, result, context);
      const name = metadataName(await resolveSetting(options.recordRepairs, connection));
      if (name !== undefined) {
        const isHealthy = healthOf(health, completion.status, completion.statusReason).health === 'healthy';
        const outcome = isHealthy ? 'successful' : 'pending';
        const repair = {repairedAt: new Date().toISOString(), provider: aggregator, outcome} as const;
        const id = completion.providerConnectionId ?? quilttId(connection);
        await recordRepair(api, connection, {id, name, repair}, context);
      }
      return completion;
    },
  };
}

function checkConnectorId(connectorId: string): string {
  return requireSetting(connectorId, 'connectorId of quiltt');
}

/** Returns the metadata's member for repairs; undefined if they are not recorded. @throws {ConfigurationError} */
function metadataName(recordRepairs: boolean | string | undefined): string | undefined {
  if (typeof recordRepairs === 'boolean' || recordRepairs === undefined) {
    return recordRepairs ? 'bankReconnect' : undefined;
  }
  if (typeof recordRepairs === 'string' && recordRepairs) return recordRepairs;
  throw new ConfigurationError('recordRepairs of quiltt must be true, false or a name');
}
