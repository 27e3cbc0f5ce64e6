import type {TokenRequest} from '../../../contract.js';
import {encodeBase64} from '../../../backend/base64.js';
import {RepairProblem} from '../../../backend/problem.js';
import type {ProviderContext, RepairToken} from '../../../backend/provider.js';
import {resolveSetting} from '../../../backend/setting.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {MxApi} from './api.js';
import {widgetLanguage} from './language.js';
import type {MxConnection, MxOptions} from './options.js';
import {mxProblem} from './problem.js';

/** Seconds until an unused widget URL expires; the first load also invalidates it. */
const urlLifetime = 600;

/**
 * Creates a URL that opens MX's widget for the connection's member (`POST /users/{user_guid}/widget_urls`).
 *
 * @throws {RepairProblem} for an error response
 */
export async function requestWidgetUrl<Connection extends MxConnection>(
  call: MxApi<Connection>,
  options: MxOptions<Connection>,
  connection: Connection,
  {repairId, locale, updateCredentials}: TokenRequest & {updateCredentials: boolean},
  context: ProviderContext,
): Promise<RepairToken> {
  const colorScheme = await resolveSetting(options.colorScheme, connection);
  const useCases = await resolveSetting(options.useCases, connection);
  const body = {
    widget_url: {
      widget_type: 'connect_widget',
      current_member_guid: connection.memberGuid,
      disable_institution_search: true,
      // Versions below 4 use an older message format.
      ui_message_version: 4,
      // APP, the other value, redirects to an app's URL scheme after OAuth.
      oauth_referral_source: 'BROWSER',
      // MX selects the screen by the member's status and advises against setting this without need.
      ...(updateCredentials && {update_credentials: true}),
      ...(colorScheme !== undefined && {color_scheme: colorScheme}),
      ...(useCases !== undefined && {use_cases: useCases}),
    },
  };
  const headers = {
    'accept-language': widgetLanguage(locale, await resolveSetting(options.language, connection)),
    // MX repeats it in its webhooks, which identifies the repair. Its limit is 1024 characters, which the longest repair id
    // does not exceed.
    'x-callback-payload': encodeBase64(repairId),
  };
  const path = 'widget_urls';
  const answer = await call(connection, {operation: path, method: 'POST', path, body, headers}, context);
  if (!answer.ok) throw mxProblem(answer);
  const {widget_url: widget} = answer.body;
  const url = isObject(widget) ? widget['url'] : undefined;
  if (typeof url !== 'string' || !url) {
    throw new RepairProblem('backend-unavailable', {note: 'The response to widget_urls has no URL.'});
  }
  return {status: 'ACTION_REQUIRED', widgetUrl: url, expiresIn: urlLifetime};
}
