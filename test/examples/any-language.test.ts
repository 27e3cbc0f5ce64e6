import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {startSandbox} from '../../src/sandbox/index.js';
import {assertAnswer} from '../helpers/openapi.js';
import {statusOf} from '../helpers/raw-request.js';

const host = fileURLToPath(new URL('../../examples/any-language/host.py', import.meta.url));

const ids = {connectionId: 'conn_1', repairId: 'repair_1'};
const SIGNED_IN = {cookie: 'person=ada'};

/** Starts the Python backend on the sandbox. Returns a function that sends a request with the person's session. */
async function start(t: TestContext) {
  const sandbox = await startSandbox({port: 0});
  t.after(() => sandbox.close());
  const child = spawn('python3', [host], {
    env: {...process.env, MELD_BASE_URL: sandbox.origins['meld'], PORT: '0'},
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  t.after(() => child.kill());
  const url = await new Promise<string>(resolve => child.stdout.once('data', line => resolve(String(line).trim())));
  const post = (path: string, body: unknown, headers: Record<string, string> = SIGNED_IN) =>
    fetch(`${url}/api/bank${path}`, {
      method: 'POST',
      headers: {'content-type': 'application/json', ...headers},
      body: JSON.stringify(body),
    });
  const readStatus = (query: Record<string, string>, headers: Record<string, string> = SIGNED_IN) =>
    fetch(`${url}/api/bank/status?${new URLSearchParams(query).toString()}`, {headers});
  const heal = () =>
    fetch(`${sandbox.url}/control/connections/meld/connMeridianTrust1`, {
      method: 'PATCH',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({status: 'ACTIVE', statusReason: null}),
    });
  return {url, sandbox, post, readStatus, heal};
}

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], {stdio: 'ignore'});
    return true;
  } catch {
    return false;
  }
}

if (hasPython()) {
  test('the backend in Python answers as docs/openapi.yaml says', async t => {
    const {sandbox, post, readStatus, heal} = await start(t);
    const token = (await assertAnswer('/token', await post('/token', ids))) as {widgetUrl: string};
    assert.equal(new URL(token.widgetUrl).origin, sandbox.origins['meld']);
    const broken = await assertAnswer('/status', await readStatus(ids));
    assert.equal((broken as {status: string}).status, 'RECONNECT_REQUIRED');
    const complete = () => post('/complete', {...ids, provider: 'meld', result: {}});
    assert.equal(((await assertAnswer('/complete', await complete())) as {outcome: string}).outcome, 'pending');
    await heal();
    assert.equal(((await assertAnswer('/complete', await complete())) as {outcome: string}).outcome, 'successful');
    assert.equal(((await assertAnswer('/status', await readStatus(ids))) as {status: string}).status, 'ACTIVE');
  });

  test('the backend in Python refuses requests as docs/openapi.yaml says', async t => {
    const {url, post, readStatus} = await start(t);
    for (const [response, status, code] of [
      [await post('/token', ids, {}), 401, 'unauthorized'],
      [await post('/token', ids, {...SIGNED_IN, 'sec-fetch-site': 'cross-site'}), 403, 'unauthorized'],
      [await post('/token', ids, {...SIGNED_IN, origin: 'https://evil.example'}), 403, 'unauthorized'],
      [await post('/token', {...ids, connectionId: 'conn_2'}), 404, 'connection-not-found'],
      [await post('/token', {...ids, connectionId: {}}), 404, 'connection-not-found'],
      [await post('/token', {connectionId: 'conn_1'}), 400, 'invalid-configuration'],
      [await post('/token', []), 400, 'invalid-configuration'],
      [await post('/token', ids, {...SIGNED_IN, 'content-type': 'text/plain'}), 415, 'invalid-configuration'],
      [await post('/token', {...ids, locale: 'x'.repeat(200_000)}), 413, 'invalid-configuration'],
      [await readStatus({connectionId: 'conn_1'}), 400, 'invalid-configuration'],
      [await readStatus(ids, {}), 401, 'unauthorized'],
      [await post('/other', ids), 404, 'invalid-configuration'],
    ] as const) {
      assert.equal(response.status, status);
      assert.equal(((await assertAnswer('/token', response)) as {code: string}).code, code);
    }
    // Without a refusal the server would wait for the end of the connection.
    const headers = {...SIGNED_IN, 'content-type': 'application/json', 'content-length': '-1'};
    assert.equal(await statusOf(url, '/api/bank/token', {method: 'POST', headers}), 400);
  });
} else if (process.env['CI']) {
  throw new Error('python3 is missing, so the example in Python is not tested');
} else {
  process.stderr.write('python3 is missing: the example in Python is not tested\n');
}
