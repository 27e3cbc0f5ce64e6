import {isRecord} from '../../../sandbox/json.js';
import {MxError} from './errors.js';

/** The settings of a widget that this stand-in implements. */
export interface WidgetRequest {
  readonly memberGuid: string | null;
  readonly updateCredentials: boolean;
  readonly institutionSearch: boolean;
  readonly messageVersion: number;
  /** In an app's web view, messages are navigations. A page in a browser does not receive them. */
  readonly mobileWebview: boolean;
  /** Whether the widget opens the bank's window. With `APP`, the embedding app opens it. */
  readonly opensBankWindow: boolean;
}

type Check = (value: unknown) => boolean;

const isText: Check = value => typeof value === 'string';
const isBoolean: Check = value => typeof value === 'boolean';
const oneOf =
  (...allowed: readonly unknown[]): Check =>
  value =>
    allowed.includes(value);
const listOf =
  (...allowed: readonly string[]): Check =>
  value =>
    Array.isArray(value) && value.every(oneOf(...allowed));

/** The fields of MX's OpenAPI files. Other fields are accepted, because MX adds fields without notice. */
const checks: Readonly<Record<string, Check>> = {
  client_redirect_url: isText,
  color_scheme: oneOf('light', 'dark', 'browser'),
  connections_use_case_filter: isBoolean,
  current_institution_code: isText,
  current_institution_guid: isText,
  current_member_guid: isText,
  current_microdeposit_guid: isText,
  data_request: isRecord,
  deep_link_params: isRecord,
  disable_background_agg: isBoolean,
  disable_institution_search: isBoolean,
  enable_app2app: isBoolean,
  include_identity: isBoolean,
  include_transactions: isBoolean,
  insight_guid: isText,
  is_mobile_webview: isBoolean,
  iso_country_code: listOf('US', 'CA', 'MX'),
  locale: isText,
  microwidget_instance_id: isText,
  mode: oneOf('aggregation', 'verification'),
  oauth_referral_source: oneOf('BROWSER', 'APP'),
  style: isRecord,
  ui_message_version: oneOf(1, 2, 3, 4),
  ui_message_webview_url_scheme: isText,
  update_credentials: isBoolean,
  use_cases: listOf('PFM', 'MONEY_MOVEMENT'),
  // MX has more types. This stand-in only has Connect.
  widget_type: oneOf('connect_widget'),
};

/**
 * Reads the `widget_url` of a request's body.
 * @throws {MxError} 400 for missing fields, 422 for invalid values
 */
export function readWidgetRequest(body: Record<string, unknown> | null): WidgetRequest {
  const wrapped = body?.['widget_url'];
  if (!isRecord(wrapped)) throw new MxError(400, 'widget_url is missing.');
  if ((wrapped['widget_type'] ?? null) === null) throw new MxError(400, 'widget_type is missing.');
  return readConfig(wrapped);
}

/**
 * Reads the fields of a widget. The deprecated call has them in `config`, without a type.
 * @throws {MxError}
 */
export function readConfig(given: Readonly<Record<string, unknown>>): WidgetRequest {
  const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  for (const [name, value] of Object.entries(fields)) {
    const isAllowed = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (isAllowed?.(value) === false) throw new MxError(422, `${name} is not valid: ${JSON.stringify(value)}.`);
  }
  const {current_member_guid: currentMember, ui_message_version: version} = fields;
  const memberGuid = typeof currentMember === 'string' ? currentMember : null;
  const starts = memberGuid ?? fields['current_institution_guid'] ?? fields['current_institution_code'];
  if (fields['disable_institution_search'] === true && starts === undefined) {
    throw new MxError(400, 'disable_institution_search needs current_member_guid or a current institution.');
  }
  const mobileWebview = fields['is_mobile_webview'] === true;
  return {
    memberGuid,
    updateCredentials: fields['update_credentials'] === true,
    institutionSearch: fields['disable_institution_search'] !== true,
    messageVersion: typeof version === 'number' ? version : 4,
    mobileWebview,
    opensBankWindow: (fields['oauth_referral_source'] ?? (mobileWebview ? 'APP' : 'BROWSER')) === 'BROWSER',
  };
}
