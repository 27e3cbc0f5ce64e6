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

/** Seconds after which MX drops a widget URL that nobody has opened; the first load spends it as well. */
const urlLife = 600;

/**
 * Asks MX for a URL that opens its widget on the connection's member (`POST /users/{user_guid}/widget_urls`).
 *
 * @throws {RepairProblem} when MX refuses
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
      // Below 4 the widget's messages are of an older form.
      ui_message_version: 4,
      // APP, the other value, would send the person to an app's address at the end of a bank's own sign-in.
      oauth_referral_source: 'BROWSER',
      // MX picks the right screen by the member's state and asks to use this sparingly.
      ...(updateCredentials && {update_credentials: true}),
      ...(colorScheme !== undefined && {color_scheme: colorScheme}),
      ...(useCases !== undefined && {use_cases: useCases}),
    },
  };
  const headers = {
    'accept-language': widgetLanguage(locale, await resolveSetting(options.language, connection)),
    // MX repeats it in its webhooks, so that one can be told to belong to this repair. It may have 1024 characters,
    // and the longest repair id makes just as many.
    'x-callback-payload': encodeBase64(repairId),
  };
  const path = 'widget_urls';
  const answer = await call(connection, {operation: path, method: 'POST', path, body, headers}, context);
  if (!answer.ok) throw mxProblem(answer);
  const {widget_url: made} = answer.body;
  const url = isObject(made) ? made['url'] : undefined;
  if (typeof url !== 'string' || !url) {
    throw new RepairProblem('backend-unavailable', {note: 'The answer to widget_urls has no URL.'});
  }
  return {status: 'ACTION_REQUIRED', widgetUrl: url, expiresIn: urlLife};
}
