import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  completeRequest,
  listen,
  recordingLogger,
  startVendor,
  statusRequest,
  tokenRequest,
} from '../../backend/support.js';
import type {VendorReply} from '../../backend/support.js';
import {createRepairBackend} from '../../../src/backend/index.js';
import {member, memberPath, mxAt, mxConnection, script, webhook} from './backend-support.js';

const secrets = {
  clientId: 'planted-client-id',
  apiKey: 'planted-api-key',
  widgetUrl: 'https://widgets.example/planted-url',
  password: 'planted-password',
};

/** A body of a vendor with all secrets in every text. */
const everything = Object.values(secrets).join(' ');
const leaking = {error: {message: everything, type: secrets.apiKey, status: everything}, request_id: secrets.apiKey};

const failures: VendorReply[] = [
  ...[400, 401, 403, 404, 406, 422, 429, 500].flatMap(status => [
    {status, body: leaking, headers: {'x-request-id': everything, 'retry-after': everything}},
    {status, body: everything},
  ]),
  {status: 200, body: everything},
  {status: 200, body: {...leaking, member: everything, widget_url: everything}},
  {status: 302, headers: {location: `https://elsewhere.example/${encodeURIComponent(everything)}`}},
];

/** The status line, the headers and the body of a response. */
async function textOf(response: Response): Promise<string> {
  return [response.statusText, ...[...response.headers].flat(), await response.text()].join('\n');
}

function assertNoSecret(text: string, allowed: readonly string[] = []): void {
  for (const [name, value] of Object.entries(secrets)) {
    if (!allowed.includes(value)) assert.ok(!text.includes(value), `${name} is in: ${text}`);
  }
}

function plant(baseUrl: string, timeout = 10_000) {
  const logger = recordingLogger();
  const {clientId, apiKey, password} = secrets;
  const backend = createRepairBackend({
    providers: [mxAt(baseUrl, {clientId, apiKey, timeout, webhook: {username: 'hook', password}})],
    findConnection: () => mxConnection,
    statusInterval: 0,
    logger,
  });
  return {backend, logger, logged: () => JSON.stringify(logger.lines)};
}

const event = {
  type: 'CONNECTION_STATUS',
  member_guid: 'MBR-1',
  user_guid: 'USR-1',
  connection_status_message: everything,
};
const requests = () => [
  tokenRequest('conn_mx'),
  completeRequest('conn_mx', {metadata: {member_guid: 'MBR-2', session_guid: secrets.widgetUrl}}),
  statusRequest('conn_mx'),
  webhook(event, {username: 'hook', password: secrets.password}),
];

async function check(url: string, timeout?: number): Promise<void> {
  const {backend, logger, logged} = plant(url, timeout);
  for (const request of requests()) assertNoSecret(await textOf(await backend.fetch(request)));
  assert.ok(logger.lines.length >= 4, logged());
  assertNoSecret(logged());
}

test('an error of MX leaks no secret into the log, the problem or a header', async t => {
  const vendor = await startVendor(t, () => ({}));
  for (const failure of failures) {
    for (const reply of [() => failure, script({[memberPath]: member('DENIED')}, failure)]) {
      vendor.reply = reply;
      await check(vendor.url);
    }
  }
});

test('a network error leaks no secret', async t => {
  await check(await listen(t, () => undefined), 200);
  await check(await listen(t, request => request.socket.destroy()));
});

test('a success returns no secret but the widget URL, and logs none', async t => {
  const members = {[memberPath]: member('DENIED', leaking)};
  const url = {body: {...leaking, widget_url: {url: secrets.widgetUrl, user_id: secrets.clientId}}};
  const vendor = await startVendor(t, script(members, url));
  const {backend, logged} = plant(vendor.url);
  for (const request of requests()) {
    const isToken = request.url.endsWith('/token');
    const response = await backend.fetch(request);
    assert.ok(response.ok);
    const text = await textOf(response);
    assertNoSecret(text, isToken ? [secrets.widgetUrl] : []);
    assert.equal(text.includes(secrets.widgetUrl), isToken);
  }
  assertNoSecret(logged());
});
