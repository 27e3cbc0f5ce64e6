import {requireSetting} from '../../backend/configuration-error.js';
import {claimedAccounts} from '../../backend/claimed-accounts.js';
import {readInstitution} from '../../backend/institution.js';
import {isTransient, RepairProblem} from '../../backend/problem.js';
import type {Provider, ProviderContext, ProviderStatus, RepairToken} from '../../backend/provider.js';
import {requireText} from '../../backend/vendor-call.js';
import type {VendorAnswer} from '../../backend/vendor-call.js';
import {createMeldApi} from './backend/api.js';
import {healthOf} from '../../health/health.js';
import {health} from './health.js';
import type {MeldConnection, MeldOptions, MeldWebhookOptions} from './backend/options.js';
import {throwMeldProblem} from './backend/problem.js';
import {createMeldWebhooks} from './backend/webhooks.js';

export type {MeldConnection, MeldOptions, MeldWebhookOptions};

/**
 * Meld's bank linking: a repair token from `POST /bank-linking/connect/repair`, the status from
 * `GET /bank-linking/connections/{id}`. Meld has no call that completes a repair, so `completeRepair` only reads the
 * status, which may lag behind the widget.
 *
 * @throws {ConfigurationError} (a `TypeError`) for invalid options
 */
export function meld<Connection extends MeldConnection = MeldConnection>(
  options: MeldOptions<Connection>,
): Provider<Connection> {
  const call = createMeldApi(options);

  const readStatus = async (connection: Connection, context: ProviderContext): Promise<ProviderStatus> => {
    const path = `connections/${encodeURIComponent(meldId(connection))}`;
    const answer = await call(connection, {operation: 'connections', method: 'GET', path}, context);
    return answer.ok ? readConnection(answer) : throwMeldProblem(answer);
  };

  return {
    name: 'meld',
    health,
    webhooks: options.webhook && createMeldWebhooks(options.webhook),
    providerConnectionId: meldId,
    readStatus,

    async createRepairToken(connection, _request, context) {
      const body = {connectionId: meldId(connection)};
      const path = 'connect/repair';
      const answer = await call(connection, {operation: path, method: 'POST', path, body}, context);
      if (answer.ok) return readToken(answer);
      if (answer.status === 409 && (await isHealthy(readStatus(connection, context)))) return {status: 'CONTINUE'};
      return throwMeldProblem(answer);
    },

    async completeRepair(connection, {result}, context) {
      const accounts = claimedAccounts(result);
      return {...(await readStatus(connection, context)), ...(accounts && {accounts})};
    },
  };
}

function meldId(connection: MeldConnection): string {
  return requireSetting(connection.connectionId, 'connectionId of the connection');
}

function readToken(answer: VendorAnswer): RepairToken {
  return {
    status: 'ACTION_REQUIRED',
    widgetUrl: requireText(answer, 'widgetUrl'),
    connectToken: requireText(answer, 'connectToken'),
  };
}

function readConnection(answer: VendorAnswer): ProviderStatus {
  const {statusReason, institutionId, institutionName} = answer.body;
  const status = requireText(answer, 'status');
  const reason = typeof statusReason === 'string' && statusReason ? statusReason : null;
  return {
    status,
    statusReason: reason,
    ...readInstitution(institutionId, institutionName),
  };
}

/**
 * Whether a 409 to a repair request means that the connection is already healthy. Meld documents 409 for connections that
 * are expired, deleted or being connected; it may return it for a healthy connection as well (unverified).
 *
 * @throws temporary errors. The 409 alone does not prove that the connection is lost: a person who then creates a new one
 * might end up with a duplicate.
 */
async function isHealthy(reading: Promise<ProviderStatus>): Promise<boolean> {
  try {
    const {status, statusReason} = await reading;
    return healthOf(health, status, statusReason).health === 'healthy';
  } catch (error) {
    if (error instanceof RepairProblem && !isTransient(error)) return false;
    throw error;
  }
}
