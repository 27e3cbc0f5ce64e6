import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {completeRequest, listen, recordingLogger, statusRequest, tokenRequest} from '../../backend/support.js';
import type {VendorReply} from '../../backend/support.js';
import {backendOf, operationOf, record, startQuiltt} from './backend-support.js';
import type {Script} from './backend-support.js';

const secrets = {
  apiSecret: 'qltt_planted',
  sessionToken: 'planted.session.token',
  connectorToken: 'connector_planted',
  linkToken: 'link-sandbox-planted',
  publicToken: 'public-sandbox-planted',
  webhookSecret: 'planted-webhook-secret',
};

/** A body of a vendor with all secrets in every text. */
const everything = Object.values(secrets).join(' ');
const error = {
  message: everything,
  code: secrets.apiSecret,
  type: secrets.connectorToken,
  status: everything,
  requestId: secrets.connectorToken,
  extensions: {code: secrets.apiSecret, errorId: secrets.apiSecret, instruction: everything},
};
const leaking = {...error, error_id: secrets.apiSecret, errors: [error], userId: secrets.apiSecret};

const failures: VendorReply[] = [
  ...[400, 401, 403, 404, 422, 429, 500].flatMap(status => [
    {status, body: leaking, headers: {'x-request-id': everything, 'retry-after': everything}},
    {status, body: everything},
  ]),
  {status: 200, body: everything},
  {status: 200, body: leaking},
  {status: 200, body: {...leaking, data: {connection: {id: everything, status: 7}}}},
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

function plant(script: Pick<Script, 'vendor'>, connectors: boolean, timeout = 10_000) {
  const logger = recordingLogger();
  const {apiSecret, webhookSecret} = secrets;
  const options = {apiSecret, connectors, recordRepairs: true, timeout, webhook: {secret: webhookSecret}};
  return {backend: backendOf(script, options, {logger}), logger, logged: () => JSON.stringify(logger.lines)};
}

const {connectorToken, publicToken, linkToken, sessionToken} = secrets;
const result = {connectorToken, publicToken, metadata: {link_session_id: publicToken}};
const requests = () => [
  tokenRequest('host_1'),
  completeRequest('host_1', result),
  completeRequest('host_1', {connectionId: 'conn_1', token: sessionToken}),
  statusRequest('host_1'),
];

async function healthyScript(t: TestContext): Promise<Script> {
  const script = await startQuiltt(t);
  script.intercept = ({path}) =>
    path === '/v1/users/sessions' ? {status: 201, body: {...leaking, token: sessionToken, userId: 'p_1'}} : undefined;
  script.mutations = {
    connectorPlaidInitialize: () => ({
      success: true,
      record: {connectorStatus: 'ACTION_REQUIRED', connectorToken, linkToken, requestId: linkToken},
    }),
    connectorPlaidClose: () => ({success: true, record: record('SYNCED')}),
    connectionUpdate: () => ({success: false, errors: [{message: everything}]}),
  };
  return script;
}

test('an error of Quiltt leaks no secret into the log, the problem or a header', async t => {
  const script = await startQuiltt(t);
  for (const connectors of [true, false]) {
    const {backend, logged, logger} = plant(script, connectors);
    for (const failure of failures) {
      script.intercept = () => failure;
      for (const request of requests()) {
        const response = await backend.fetch(request);
        assert.ok(response.status >= 400, JSON.stringify(failure));
        assertNoSecret(await textOf(response));
      }
    }
    assert.ok(logger.lines.length > failures.length * 4);
    assertNoSecret(logged());
  }
  assert.ok(JSON.stringify(script.vendor.seen).includes(publicToken));
});

test('an error of a later call leaks no secret', async t => {
  for (const later of ['', 'ConnectorShape', 'ConnectorPlaidInitialize', 'ConnectorPlaidClose', 'ConnectionUpdate']) {
    const script = await healthyScript(t);
    const {backend, logged} = plant(script, later !== '');
    for (const failure of failures) {
      script.intercept = request => (operationOf(request) === later ? failure : undefined);
      for (const request of requests())
        assertNoSecret(await textOf(await backend.fetch(request)), [linkToken, connectorToken]);
    }
    assertNoSecret(logged());
  }
});

test('a network error leaks no secret', async t => {
  const silent = await listen(t, () => undefined);
  const broken = await listen(t, request => request.socket.destroy());
  for (const url of [silent, broken]) {
    const {backend, logged, logger} = plant({vendor: {url, seen: [], reply: () => ({})}}, true, 200);
    for (const request of requests()) assertNoSecret(await textOf(await backend.fetch(request)));
    assert.ok(logger.lines.length >= 4);
    assertNoSecret(logged());
  }
});

test('a success returns no secret but the token of the widget, and logs none', async t => {
  for (const connectors of [true, false]) {
    const script = await healthyScript(t);
    const {backend, logged} = plant(script, connectors);
    for (const request of requests()) {
      const isToken = request.url.endsWith('/token');
      const response = await backend.fetch(request);
      assert.equal(response.status, 200, request.url);
      const text = await textOf(response);
      assertNoSecret(text, isToken ? (connectors ? [linkToken, connectorToken] : [sessionToken]) : []);
      if (isToken) assert.ok(text.includes(connectors ? connectorToken : sessionToken));
    }
    assertNoSecret(logged());
  }
});
