import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {test} from 'node:test';
import {
  checkSecrets,
  checkTimestamp,
  readTimestamp,
  verifyBasic,
  verifyHmac,
} from '../../src/backend/webhooks/verify.js';

const bytes = (text: string) => new TextEncoder().encode(text);

test('verifyHmac accepts a signature with any of the secrets, in every form of its encoding', async () => {
  const parts = ['1', '1700000000', bytes('{"a":"ä"}')];
  for (const secret of ['old', 'new']) {
    const mac = () => createHmac('sha256', secret).update('11700000000{"a":"ä"}');
    const base64 = mac().digest('base64');
    for (const signature of [base64, base64.replace(/=+$/, ''), mac().digest('base64url')]) {
      assert.equal(await verifyHmac({secrets: ['new', 'old'], parts, signature, encoding: 'base64'}), true, signature);
    }
    for (const signature of [mac().digest('hex'), mac().digest('hex').toUpperCase()]) {
      assert.equal(await verifyHmac({secrets: ['new', 'old'], parts, signature, encoding: 'hex'}), true, signature);
    }
    assert.equal(await verifyHmac({secrets: ['other'], parts, signature: base64, encoding: 'base64'}), false);
    assert.equal(await verifyHmac({secrets: [], parts, signature: base64, encoding: 'base64'}), false);
    assert.equal(
      await verifyHmac({secrets: [secret], parts: [...parts, ' '], signature: base64, encoding: 'base64'}),
      false,
    );
  }
});

test('verifyHmac refuses invalid signatures without an error', async () => {
  for (const signature of [null, '', 'a', '=', '%', 'ä', 'AAAA', 'zz', 'abc', 'A'.repeat(10_000)]) {
    for (const encoding of ['base64', 'hex'] as const) {
      assert.equal(await verifyHmac({secrets: ['s'], parts: ['a'], signature, encoding}), false, String(signature));
    }
  }
});

test('verifyBasic compares the complete credentials', async () => {
  const credentials = [
    {username: 'mx', password: 'pässword:1'},
    {username: 'mx', password: 'next'},
  ];
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  for (const header of [basic('mx:pässword:1'), basic('mx:next'), basic('mx:next').replace('Basic', 'basic')]) {
    assert.equal(await verifyBasic(header, credentials), true, header);
  }
  for (const text of ['mx:', 'mx', ':', '', 'mx:nex', 'mx:next ', 'MX:next', 'mx:pässword', 'mxn:ext']) {
    assert.equal(await verifyBasic(basic(text), credentials), false, text);
  }
  for (const header of [null, '', 'Basic', 'Bearer bXg6bmV4dA==', 'Basic %%%', 'Basic bXg6bmV4dA== x']) {
    assert.equal(await verifyBasic(header, credentials), false, String(header));
  }
  assert.equal(await verifyBasic(basic(':'), []), false);
});

test('readTimestamp reads ISO 8601, seconds and milliseconds', () => {
  const time = Date.UTC(2026, 10, 21, 6, 0, 0);
  const texts = ['2026-11-21T06:00:00Z', '2026-11-21T06:00:00.000Z', '2026-11-21T07:00:00+01:00', String(time)];
  for (const text of [...texts, String(time / 1000), time / 1000])
    assert.equal(readTimestamp(text), time, String(text));
  for (const text of ['', 'soon', '-1', '1e9', '2026-11-21', '99999999999999', null, undefined, true]) {
    assert.equal(readTimestamp(text), undefined, String(text));
  }
});

test('readTimestamp reads a time without a zone as UTC', t => {
  const {TZ} = process.env;
  t.after(() => {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });
  process.env['TZ'] = 'America/New_York';
  assert.notEqual(new Date(0).getTimezoneOffset(), 0);
  for (const text of ['2026-11-21T06:00:00', '2026-11-21T06:00:00.000000', '2026-11-21T06:00']) {
    assert.equal(readTimestamp(text), Date.UTC(2026, 10, 21, 6), text);
  }
  assert.equal(readTimestamp('2026-11-21T06:00:00-0500'), Date.UTC(2026, 10, 21, 11));
});

test('checkTimestamp accepts both limits of the tolerance, and names the seconds and the direction beyond them', () => {
  const now = 1_700_000_000_000;
  for (const at of [0, -300_000, 300_000]) checkTimestamp(now + at, now);
  checkTimestamp(now - 3_600_000, now, 7_200_000);
  for (const [at, note] of [
    [now - 301_000, 'The timestamp is 301 s old. The limit is 300 s.'],
    [now + 86_400_000, 'The timestamp is 86400 s in the future. The limit is 300 s.'],
    [undefined, 'The timestamp is missing or invalid.'],
    [NaN, 'The timestamp is missing or invalid.'],
  ] as const) {
    assert.throws(() => checkTimestamp(at, now), {code: 'unauthorized', status: 401, note}, note);
  }
});

test('checkSecrets throws for an empty secret', () => {
  assert.deepEqual(checkSecrets('a', 'secret'), ['a']);
  assert.deepEqual(checkSecrets(['a', 'b'], 'secret'), ['a', 'b']);
  for (const secrets of ['', [], ['a', ''], undefined, null, {}, [7]]) {
    assert.throws(() => checkSecrets(secrets as string, 'webhook.secret of x'), /webhook\.secret of x/);
  }
});
