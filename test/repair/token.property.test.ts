import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import {afterEach, describe, test} from 'node:test';
import {errorCodes} from '../../src/contract.js';
import type {Answer, WidgetProvider} from '../../src/providers/provider.js';
import {widget as meld} from '../../src/providers/meld/widget.js';
import {widget as mx} from '../../src/providers/mx/widget.js';
import {widget as plaid} from '../../src/providers/plaid/widget.js';
import {widget as quiltt} from '../../src/providers/quiltt/widget.js';
import {toRepairError} from '../../src/repair/errors.js';
import {limits} from '../../src/repair/limits.js';
import {lifeOf, requestToken} from '../../src/repair/token.js';
import {useBrowserGlobals} from '../helpers/browser-globals.js';
import {check, jsonWith} from '../helpers/property.js';

const widgets: Record<string, WidgetProvider> = {meld, mx, plaid, quiltt};

const initialLimits = {...limits};

const SECRET = 'secret-token-value';

const members = [
  ...['provider', 'widget', 'status', 'retryAfter', 'expiresIn', 'expiresAt', 'expiration'],
  ...['linkToken', 'link_token', 'hostedLinkUrl', 'hosted_link_url'],
  ...['widgetUrl', 'widget_url', 'url', 'connectToken', 'connectorToken', 'token'],
  ...['connectorId', 'sessionToken', 'providerConnectionId'],
  ...['data', 'errors', 'record', 'success', 'code', 'extensions', 'connectorPlaidInitialize', 'connectorMxInitialize'],
];
const json = jsonWith(members, [
  ...[SECRET, `https://widget.example/?token=${SECRET}`],
  ...['ACTION_REQUIRED', 'CONTINUE', 'WAIT', 'ABORT', ...Object.keys(widgets)],
]);
const provider = fc.constantFrom(...Object.keys(widgets));

/** Requests a token from a host with that answer. */
const request = (answer: unknown, name: string) => {
  limits.wait = 0.000_001;
  return requestToken(
    {
      send: () => Promise.reject(new Error('Not used')),
      callForToken: () => Promise.resolve(answer),
      findProvider: (key: unknown) => {
        const widget = Object.hasOwn(widgets, String(key)) ? widgets[key as string] : undefined;
        return widget && {displays: ['modal'], origins: [], prefetch: false, load: noCode, loadHealth: noCode, widget};
      },
      loadWidgetCode: entry => Promise.resolve((entry as unknown as {widget: WidgetProvider}).widget),
    },
    {
      request: {connectionId: 'conn_1', repairId: 'repair_1'},
      settings: {
        provider: name,
        fetchToken: () => answer,
        locale: 'en',
        nonce: '',
        credentials: 'same-origin',
        display: 'auto',
        canComplete: false,
        canVerify: false,
      },
      signal: AbortSignal.timeout(60_000),
    },
  );
};
const noCode = () => Promise.reject(new Error('Not used'));

/** Whether an answer contains WAIT, which would repeat the request after a delay. */
const containsWait = (answer: unknown) => JSON.stringify(answer).includes('WAIT');

describe('any token answer', () => {
  useBrowserGlobals({navigator: {onLine: true}});
  afterEach(() => void Object.assign(limits, initialLimits));

  test('any JSON is read as a token answer, or fails with a documented code and without its texts', () =>
    check(
      fc.asyncProperty(json, provider, async (answer, name) => {
        fc.pre(!containsWait(answer));
        try {
          const received = await request(answer, name);
          assert.equal(typeof received.answer, 'object');
          for (const widget of Object.values(widgets)) checkToken(widget, received.answer);
        } catch (thrown) {
          if (thrown instanceof assert.AssertionError) throw thrown;
          assert.ok(errorCodes.includes((thrown as {code: (typeof errorCodes)[number]}).code), String(thrown));
          const {message} = toRepairError(thrown, 'widget-error', 'The repair failed');
          assert.ok(!message.includes(SECRET), message);
          assert.ok(!String((thrown as Error).message).includes(SECRET));
        }
      }),
      500,
    ));

  /** Asserts that a widget reads an answer as a token of strings, or returns the missing member. */
  function checkToken(widget: WidgetProvider, answer: Answer): void {
    const token = widget.read(answer);
    if ('missing' in token) {
      assert.ok(members.includes(token.missing), token.missing);
      return;
    }
    assert.ok(token.life > 0);
    const {life: _, ...texts} = token;
    for (const text of Object.values(texts)) assert.equal(typeof text, 'string');
    assert.ok(token.token || token.url);
  }

  test('members that are neither numbers nor strings are read without an error', () => {
    for (const answer of [{expiresAt: {toString: null}}, {expiresIn: {valueOf: null, toString: null}}]) {
      assert.equal(lifeOf({answer, receivedAt: Date.now()}), undefined);
    }
    assert.deepEqual(meld.read({widgetUrl: ''}), {missing: 'widgetUrl'});
    assert.equal(toRepairError({retryAfter: -5}, 'rate-limited', '').retryAfter, undefined);
    assert.equal(toRepairError({retryAfter: {toString: null}}, 'rate-limited', '').retryAfter, undefined);
    assert.equal(toRepairError({retryAfter: '7'}, 'rate-limited', '').retryAfter, 7);
  });

  test('lifeOf returns a number of seconds below a day, or undefined', () =>
    check(
      fc.property(json, answer => {
        const life = lifeOf({answer: Object(answer) as Answer, receivedAt: Date.now()});
        assert.ok(life === undefined || (life > 0 && life < 86_400), String(life));
      }),
      500,
    ));

  test('toRepairError returns a documented code without the text of the error', () =>
    check(
      fc.property(jsonWith(['code', 'message', 'retryAfter', 'vendor', 'type', 'requestId'], [SECRET]), thrown => {
        const error = toRepairError(thrown, 'backend-unavailable', 'No answer');
        assert.ok(errorCodes.includes(error.code));
        assert.equal(error.message, 'No answer');
        assert.ok(error.retryAfter === undefined || (error.retryAfter > 0 && Number.isFinite(error.retryAfter)));
      }),
      500,
    ));
});
