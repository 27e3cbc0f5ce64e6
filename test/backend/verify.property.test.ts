import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {test} from 'node:test';
import {readTimestamp, verifyBasic, verifyHmac} from '../../src/backend/webhooks/verify.js';
import {check} from '../helpers/property.js';

const body = fc.uint8Array({minLength: 1, maxLength: 60});
const secret = fc.string({unit: 'binary', minLength: 1, maxLength: 30});
const encoding = fc.constantFrom('base64', 'hex');

const sign = (key: string, message: Uint8Array) => createHmac('sha256', key).update(message).digest();

/** Returns the bytes with one changed. `at` and `difference` can be any natural numbers. */
function flip(bytes: Uint8Array, at: number, difference: number): Uint8Array<ArrayBuffer> {
  const flipped = Uint8Array.from(bytes);
  flipped[at % bytes.length]! ^= (difference % 255) + 1;
  return flipped;
}

test('verifyHmac accepts a valid signature, and refuses it with a changed byte of body, signature or secret', () =>
  check(
    fc.asyncProperty(body, secret, encoding, fc.nat(), fc.nat(), async (bytes, key, form, at, difference) => {
      const message = Uint8Array.from(bytes);
      const mac = sign(key, message);
      const verify = (parts: Uint8Array<ArrayBuffer>, signature: string, secrets = [key]) =>
        verifyHmac({secrets, parts: [parts], signature, encoding: form});
      const signature = mac.toString(form);
      assert.equal(await verify(message, signature), true);
      assert.equal(await verify(message, signature, ['another', key]), true);
      assert.equal(await verify(flip(message, at, difference), signature), false);
      assert.equal(await verify(message, Buffer.from(flip(mac, at, difference)).toString(form)), false);
      assert.equal(await verify(message, signature, [`${key}x`]), false);
      const otherKey = Buffer.from(flip(Buffer.from(key), at, difference)).toString();
      // A byte that is invalid UTF-8 becomes the replacement character, which the secret can have contained.
      if (!Buffer.from(otherKey).equals(Buffer.from(key))) {
        assert.equal(await verify(message, signature, [otherKey]), false);
      }
    }),
  ));

test('verifyHmac accepts a changed character of a signature only if it encodes the same bytes', () =>
  check(
    fc.asyncProperty(body, secret, encoding, fc.nat(), fc.string({minLength: 1, maxLength: 1}), async (...given) => {
      const [bytes, key, form, at, character] = given;
      const message = Uint8Array.from(bytes);
      const signature = sign(key, message).toString(form);
      const index = at % signature.length;
      const changed = signature.slice(0, index) + character + signature.slice(index + 1);
      const isSame = Buffer.from(changed, form).equals(Buffer.from(signature, form));
      if (!isSame)
        assert.equal(await verifyHmac({secrets: [key], parts: [message], signature: changed, encoding: form}), false);
    }),
  ));

test('verifyHmac refuses any string as a signature without an error', () =>
  check(
    fc.asyncProperty(fc.string({unit: 'binary'}), encoding, async (signature, form) => {
      assert.equal(await verifyHmac({secrets: ['secret'], parts: ['body'], signature, encoding: form}), false);
    }),
  ));

test('verifyBasic accepts valid credentials, and refuses them with a changed byte', () =>
  check(
    fc.asyncProperty(
      fc.string({unit: 'binary', maxLength: 20}),
      fc.string({unit: 'binary', maxLength: 20}),
      fc.nat(),
      fc.nat(),
      async (username, password, at, difference) => {
        const given = Buffer.from(`${username}:${password}`);
        const header = (bytes: Uint8Array) => `Basic ${Buffer.from(bytes).toString('base64')}`;
        assert.equal(await verifyBasic(header(given), [{username, password}]), true);
        assert.equal(await verifyBasic(header(flip(given, at, difference)), [{username, password}]), false);
      },
    ),
  ));

test('verifyBasic refuses any header without an error', () =>
  check(
    fc.asyncProperty(fc.string({unit: 'binary'}), fc.boolean(), async (text, isBasic) => {
      const credentials = [{username: 'name', password: 'secret'}];
      assert.equal(await verifyBasic(isBasic ? `Basic ${text}` : text, credentials), false);
    }),
  ));

test('readTimestamp returns a number or undefined for any value, and the time of an ISO string', () =>
  check(
    fc.property(fc.anything(), fc.date({noInvalidDate: true, min: new Date(0), max: new Date(4e12)}), (value, date) => {
      const time = readTimestamp(value);
      assert.ok(time === undefined || Number.isFinite(time));
      assert.equal(readTimestamp(date.toISOString()), date.getTime());
      assert.equal(readTimestamp(date.toISOString().slice(0, -1)), date.getTime());
    }),
  ));
