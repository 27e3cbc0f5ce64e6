import {requireSetting} from '../../backend/configuration-error.js';
import type {Provider, ProviderContext, ProviderStatus} from '../../backend/provider.js';
import {checkConstant} from '../../backend/setting.js';
import {answerWithoutWidget} from '../../backend/widget-needed.js';
import {healthOf} from '../../health/health.js';
import {createMxApi} from './backend/api.js';
import {readRepairedMember, rememberInstitution} from './backend/changed-member.js';
import {checkLanguage} from './backend/language.js';
import {readMember} from './backend/member.js';
import type {MxApiVersion, MxConnection, MxOptions, MxRenewalQuestion} from './backend/options.js';
import {wantsRenewal} from './backend/renewal.js';
import {mxWebhooks} from './backend/webhooks.js';
import {requestWidgetUrl} from './backend/widget-url.js';
import {health} from './health.js';

export type {MxApiVersion, MxConnection, MxOptions, MxRenewalQuestion};

/**
 * MX Connect: a widget URL from `POST /users/{guid}/widget_urls`, the status from the member. MX has no call that completes a
 * repair, so `completeRepair` only reads the member. A repair may replace the member.
 *
 * @throws {ConfigurationError} (a `TypeError`) for invalid options
 */
export function mx<Connection extends MxConnection = MxConnection>(
  options: MxOptions<Connection>,
): Provider<Connection> {
  const call = createMxApi(options);
  checkConstant(options.language, checkLanguage);

  const readStatus = async (connection: Connection, context: ProviderContext): Promise<ProviderStatus> =>
    await readMember(call, connection, mxId(connection), context);

  return {
    name: 'mx',
    health,
    providerConnectionId: mxId,
    readStatus,
    webhooks: options.webhook && mxWebhooks(options.webhook),

    async createRepairToken(connection, request, context) {
      // MX creates a URL for any member, so the status decides first whether a widget is needed.
      const member = await readStatus(connection, context);
      const {status, statusReason} = member;
      const found = healthOf(health, status, statusReason);
      const works = found.health === 'healthy' || found.health === 'worth-repairing';
      const question = {connection, status, statusReason, hint: request.statusReason};
      const updateCredentials = works && (await wantsRenewal(options, question));
      if (works && !updateCredentials) return {status: 'CONTINUE'};
      const answer = works ? undefined : answerWithoutWidget(found);
      if (answer) return answer;
      await rememberInstitution(connection, member, context.memory);
      return await requestWidgetUrl(call, options, connection, {...request, updateCredentials}, context);
    },

    async completeRepair(connection, {result}, context) {
      return await readRepairedMember(call, {...connection, memberGuid: mxId(connection)}, result, context);
    },
  };
}

function mxId(connection: MxConnection): string {
  return requireSetting(connection.memberGuid, 'memberGuid of the connection');
}
