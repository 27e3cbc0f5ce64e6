import {claimedAccounts} from '../../backend/claimed-accounts.js';
import {requireSetting} from '../../backend/configuration-error.js';
import type {ProviderWebhooks} from '../../backend/webhooks/webhook.js';
import {readInstitution} from '../../backend/institution.js';
import {RepairProblem} from '../../backend/problem.js';
import type {Provider, ProviderContext, ProviderStatus} from '../../backend/provider.js';
import {checkConstant} from '../../backend/setting.js';
import {isObject, requireText} from '../../backend/vendor-call.js';
import type {JsonObject, VendorAnswer} from '../../backend/vendor-call.js';
import {createPlaidApi} from './backend/api.js';
import {constantCredentials} from './backend/credentials.js';
import {beginHostedRepair, readHostedRepair} from './backend/hosted-link.js';
import {checkLanguage} from './backend/language.js';
import {isHosted, linkTokenRequest, readLinkToken} from './backend/link-token.js';
import {checkCountryCodes, checkRedirectUris} from './backend/check-options.js';
import type {PlaidConnection, PlaidCredentials, PlaidOptions} from './backend/options.js';
import {safePlaidId} from './backend/safe-id.js';
import {createKeyStore} from './backend/verification-keys.js';
import {healthyStatus} from './backend/warnings.js';
import {createPlaidWebhooks} from './backend/webhooks.js';
import {health} from './health.js';

export type {PlaidConnection, PlaidCredentials, PlaidOptions};

/**
 * Plaid's update mode: a link token from `/link/token/create`, the status from `/item/get`. The access token stays
 * valid through a repair, so `completeRepair` only reads the status. The public token that Link returns in update mode
 * must not be exchanged.
 *
 * @throws {ConfigurationError} (a `TypeError`) for options that cannot work
 */
export function plaid<Connection extends PlaidConnection = PlaidConnection>(
  options: PlaidOptions<Connection>,
): Provider<Connection> {
  const call = createPlaidApi(options);
  checkConstant(options.clientName, clientName => requireSetting(clientName, 'clientName of plaid'));
  checkConstant(options.language, checkLanguage);
  checkConstant(options.countryCodes, checkCountryCodes);
  checkConstant(options.redirectUris, checkRedirectUris);

  const readStatus = async (connection: Connection, context: ProviderContext): Promise<ProviderStatus> => {
    const accessToken = requireSetting(connection.accessToken, 'accessToken of the connection');
    return readItem(await call(connection, 'item/get', {access_token: accessToken}, context));
  };

  return {
    name: 'plaid',
    health,
    webhooks: plaidWebhooks(options),
    providerConnectionId: itemId,
    readStatus,

    async createRepairToken(connection, request, context) {
      const body = await linkTokenRequest(options, connection, request, context.known);
      const answer = await call(connection, 'link/token/create', body, context);
      const {linkToken, ...token} = readLinkToken(answer);
      if (!isHosted(request)) return {...token, linkToken};
      // The page only needs the URL. The link token stays on the server, which polls the outcome with it.
      const hostedLinkUrl = requireText(answer, 'hosted_link_url');
      const repair = {itemId: itemId(connection), linkToken, tokenExpiresAt: Date.now() + token.expiresIn * 1000};
      await beginHostedRepair(request.repairId, repair, context.memory);
      return {...token, hostedLinkUrl};
    },

    readRepair: (connection, context) =>
      readHostedRepair(itemId(connection), context, linkToken =>
        call(connection, 'link/token/get', {link_token: linkToken}, context),
      ),

    async completeRepair(connection, {result}, context) {
      const accounts = claimedAccounts(result);
      const sessionLog = context.log.with({linkSessionId: linkSessionId(result)});
      return {...(await readStatus(connection, {...context, log: sessionLog})), ...(accounts && {accounts})};
    },
  };
}

function itemId(connection: PlaidConnection): string {
  return requireSetting(connection.itemId, 'itemId of the connection');
}

/** A webhook is verified before its connection is known, so this needs constant credentials; undefined without them. */
function plaidWebhooks<Connection extends PlaidConnection>(
  options: PlaidOptions<Connection>,
): ProviderWebhooks | undefined {
  const credentials = options.webhook ?? constantCredentials(options);
  if (!credentials) return undefined;
  const call = createPlaidApi(credentials);
  return createPlaidWebhooks(
    createKeyStore((keyId, context) => call(undefined, 'webhook_verification_key/get', {key_id: keyId}, context)),
  );
}

/** Plaid defines no status for a healthy item; an item without an error is reported as `HEALTHY`. */
function readItem(answer: VendorAnswer): ProviderStatus {
  const {item} = answer.body;
  const error = isObject(item) ? item['error'] : undefined;
  if (!isObject(item) || (error !== null && !isObject(error))) {
    throw new RepairProblem('backend-unavailable', {
      note: 'The response to item/get has no valid error member.',
      vendor: {requestId: answer.requestId},
    });
  }
  const institution = readInstitution(item['institution_id'], item['institution_name']);
  if (error === null) {
    return {
      status: healthyStatus,
      statusReason: null,
      ...institution,
      clears: clearedBy(item['consent_expiration_time']),
    };
  }
  return {...readItemError(error, answer), ...institution};
}

/** Plaid sends `PENDING_EXPIRATION` seven days before a consent expires; a later expiration means it was renewed. */
function clearedBy(consentEnd: unknown): readonly string[] {
  const end = typeof consentEnd === 'string' ? Date.parse(consentEnd) : NaN;
  return end - Date.now() > 8 * 24 * 60 * 60_000 ? ['PENDING_EXPIRATION'] : [];
}

function readItemError(error: JsonObject, answer: VendorAnswer): Pick<ProviderStatus, 'status' | 'statusReason'> {
  const {error_code: status, error_code_reason: reason} = error;
  if (typeof status !== 'string' || !status) {
    throw new RepairProblem('backend-unavailable', {
      note: 'The error of the item has no error_code.',
      vendor: {requestId: answer.requestId},
    });
  }
  // Plaid sets `error_code_reason` for OAuth items only.
  return {status, statusReason: typeof reason === 'string' && reason ? reason : null};
}

/** The Link session id, for Plaid's support. It is part of the metadata in the widget's result. */
function linkSessionId(result: unknown): string | undefined {
  const metadata = isObject(result) ? result['metadata'] : undefined;
  return isObject(metadata) ? safePlaidId(metadata['link_session_id']) : undefined;
}
