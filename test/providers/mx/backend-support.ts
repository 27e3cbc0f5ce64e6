import assert from 'node:assert/strict';
import type {TestContext} from 'node:test';
import {createRepairBackend, mx} from '../../../src/backend/index.js';
import type {MxConnection, MxOptions, Provider, RepairBackendOptions} from '../../../src/backend/index.js';
import {own, startVendor} from '../../backend/support.js';
import type {SeenRequest, Vendor, VendorReply} from '../../backend/support.js';

export const mxConnection: MxConnection = {provider: 'mx', userGuid: 'USR-1', memberGuid: 'MBR-1'};

export const memberPath = '/users/USR-1/members/MBR-1';

export const widgetUrl = 'https://int-widgets.moneydesktop.com/md/connect/planted';

/** MX's answer with a member, with the members of `more`. */
export const member = (connection_status: string, more: object = {}): VendorReply => ({
  body: {
    member: {
      guid: 'MBR-1',
      user_guid: 'USR-1',
      connection_status,
      institution_code: 'bank_1',
      name: 'Harbor Bank',
      ...more,
    },
  },
});

/** MX's answers: members by their paths, and `url` for every POST. */
export const script =
  (
    members: Record<string, VendorReply>,
    url: VendorReply = {body: {widget_url: {type: 'connect_widget', url: widgetUrl}}},
  ) =>
  ({path, method}: SeenRequest): VendorReply =>
    method === 'POST' ? url : (members[path] ?? {status: 404, body: {error: {type: 'not_found', message: 'a text'}}});

export const mxAt = (baseUrl: string, options: Partial<MxOptions> = {}) =>
  mx({clientId: 'client_1', apiKey: 'key_1', environment: 'sandbox', baseUrl, ...options});

/** Creates a backend with MX only, and its vendor. */
export async function setUp(
  t: TestContext,
  reply: Vendor['reply'],
  options: Partial<MxOptions> = {},
  more: Partial<RepairBackendOptions<Provider<MxConnection>>> = {},
) {
  const vendor = await startVendor(t, reply);
  const backend = createRepairBackend({
    providers: [mxAt(vendor.url, options)],
    findConnection: () => mxConnection,
    statusInterval: 0,
    ...more,
  });
  return {vendor, backend};
}

/** Returns the `widget_url` of the only POST request. */
export function sentWidgetUrl(vendor: Vendor): Record<string, unknown> {
  const posts = vendor.seen.filter(({method}) => method === 'POST');
  assert.equal(posts.length, 1);
  return (posts[0]?.body as {widget_url: Record<string, unknown>}).widget_url;
}

/** Creates a webhook in MX's format. */
export function webhook(
  body: unknown,
  {username = 'hook', password = 'word'} = {},
  headers: Record<string, string> = {},
) {
  return new Request(`${own}/api/bank/webhooks/mx`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
