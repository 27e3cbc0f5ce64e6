import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {errorCodes, type ErrorCode} from '../../../src/contract.js';
import {normalise} from '../../../src/providers/quiltt/widget/payload.js';
import {check, jsonWith} from '../../helpers/property.js';

const SECRET = 'secret-token-value';

const payload = jsonWith(
  ['data', 'errors', 'code', 'extensions', 'success', 'record', 'status', 'token', 'url', 'connectorMxInitialize'],
  [SECRET],
);

function checkNormalise(answer: unknown): void {
  try {
    assert.equal(typeof normalise(Object(answer) as Record<string, unknown>), 'object');
  } catch (thrown) {
    if (thrown instanceof assert.AssertionError) throw thrown;
    const {code, message} = thrown as {code: ErrorCode; message: string};
    assert.ok(errorCodes.includes(code), String(thrown));
    assert.ok(!message.includes(SECRET));
  }
}

test('normalise converts any JSON, or throws an error with a documented code and without its texts', () =>
  check(fc.property(payload, checkNormalise), 1000));

test('normalise throws a documented code for an error whose code is not a string', () => {
  for (const code of [{toString: null}, {code: 1}, ['A'], 5, null]) checkNormalise({errors: [{code}]});
});
