import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {WidgetContext, WidgetProvider, WidgetToken} from '../../src/providers/provider.js';
import {widget as meld} from '../../src/providers/meld/widget.js';
import {parseMessage as parseMeld} from '../../src/providers/meld/widget/message.js';
import {widget as mx} from '../../src/providers/mx/widget.js';
import {parseMessage as parseMx} from '../../src/providers/mx/widget/message.js';
import {widget as plaid} from '../../src/providers/plaid/widget.js';
import {outcomeOfExit} from '../../src/providers/plaid/widget/exit.js';
import {accountsOf} from '../../src/providers/plaid/widget/metadata.js';
import {subscribe, type SessionEvent} from '../../src/providers/quiltt/widget/dispatcher.js';
import type {EventHandler} from '../../src/providers/quiltt/widget/connector.js';
import {listen} from '../../src/surfaces/messages.js';
import {useBrowserGlobals} from '../helpers/browser-globals.js';
import {check, jsonWith} from '../helpers/property.js';

const NAMES = [
  ...['domain', 'eventName', 'metadata', 'data', 'payload', 'accounts', 'reason', 'institutionId', 'name', 'mask'],
  ...['mx', 'moneyDesktop', 'type', 'member', 'code', 'error_reason', 'initial_step', 'connection_status'],
];
const TEXTS = [
  ...['meld-connect', 'init', 'error', 'connect_complete', 'debug', 'domain=meld-connect&eventName=init&accounts=[1]'],
  ...['mx/load', 'mx/connect/memberConnected', 'connect/memberError', 'mx/connect/loaded', 'connected'],
];
const value = jsonWith(NAMES, TEXTS);

/** Data of `postMessage`: JSON, JSON as a string, and any value that can be cloned. */
const posted = fc.oneof(
  value,
  value.map(json => JSON.stringify(json)),
  fc.anything({withDate: true, withMap: true, withSet: true, withTypedArray: true, withBigInt: true}),
  fc.record({domain: fc.constant('meld-connect'), eventName: fc.constantFrom(...TEXTS), metadata: value}),
  fc.record({mx: fc.constant(true), type: fc.constantFrom(...TEXTS), metadata: value}),
);

/** Creates a context that records the calls of a widget. */
function createContext(token: WidgetToken) {
  const done: string[] = [];
  let receive: ((data: unknown) => void) | undefined;
  const controller = new AbortController();
  const note = (what: string) => () => void done.push(what);
  const context = {
    token,
    connectionId: 'conn_1',
    display: 'modal',
    sandboxOrigin: undefined,
    signal: controller.signal,
    widgetUrl: () => new URL('https://widget.example/'),
    prepareOverlay: () => undefined,
    reportShown: note('shown'),
    openFrame: (frame: {receive: (data: unknown) => void}) => void (receive = frame.receive),
    reportLoaded: note('loaded'),
    reportMessage: note('message'),
    reportAction: note('action'),
    reportError: note('error'),
    reportFinished: note('finished'),
    reportEvent: (name: string, data: unknown) => {
      assert.ok(name);
      assert.equal(typeof data, 'object');
      done.push('event');
    },
    close: note('close'),
  };
  const end = () => controller.abort();
  return {context: context as unknown as WidgetContext, done, end, post: (data: unknown) => receive!(data)};
}

const isMeld = (data: unknown) => parseMeld(data).name !== '';
const isMx = (data: unknown) => parseMx(data).name !== '';
const frames: [string, WidgetProvider, (data: unknown) => boolean][] = [
  ['Meld', meld, isMeld],
  ['MX', mx, isMx],
];
for (const [name, widget, isMessage] of frames) {
  test(`any message in ${name}'s frame is read without an error, and one of another shape has no effect`, () =>
    check(
      fc.property(fc.array(posted, {maxLength: 4}), messages => {
        const {context, done, end, post} = createContext({url: 'https://widget.example/', life: 60});
        void widget.open(context);
        for (const message of messages) {
          const count = done.length;
          post(message);
          if (!isMessage(message)) assert.equal(done.length, count);
        }
        end();
      }),
      500,
    ));
}

describe('any message of a widget', () => {
  const page = new EventTarget();
  useBrowserGlobals({
    addEventListener: page.addEventListener.bind(page),
    removeEventListener: page.removeEventListener.bind(page),
    CSS: {escape: String},
    document: {querySelectorAll: () => [], querySelector: () => null},
  });

  test("parseMessage requires the domain of Meld's messages, and the flag and the type of MX's", () =>
    check(
      fc.property(value, data => {
        const {domain, mx: flag, moneyDesktop, type} = Object(data) as Record<string, unknown>;
        if (typeof data === 'string') return;
        if (domain !== 'meld-connect') assert.equal(parseMeld(data).name, '');
        if ((flag !== true && moneyDesktop !== true) || typeof type !== 'string') assert.equal(parseMx(data).name, '');
      }),
      500,
    ));

  test('listen passes on only messages from the frame’s window and exact origin', () => {
    const [own, other] = [{}, {}];
    const source = fc.constantFrom(own, other, null, undefined);
    const ORIGIN = 'https://widget.example';
    const origin = fc.oneof(
      fc.constantFrom(
        ORIGIN,
        '',
        'null',
        `${ORIGIN}/`,
        `${ORIGIN}:443`,
        'http://widget.example',
        `${ORIGIN}.evil.example`,
      ),
      fc.webUrl(),
    );
    return check(
      fc.property(source, origin, posted, (from, at, data) => {
        const received: unknown[] = [];
        const stop = listen({contentWindow: own} as unknown as HTMLIFrameElement, ORIGIN, it => received.push(it));
        const post = () => page.dispatchEvent(Object.assign(new Event('message'), {source: from, origin: at, data}));
        post();
        assert.equal(received.length, from === own && at === ORIGIN ? 1 : 0);
        stop();
        post();
        assert.ok(received.length <= 1);
      }),
      500,
    );
  });

  const linkJson = jsonWith(
    [
      'institution',
      'institution_id',
      'name',
      'accounts',
      'id',
      'mask',
      'status',
      'request_id',
      'error_code',
      'error_type',
    ],
    ['requires_credentials', 'INVALID_LINK_TOKEN', 'ITEM_ERROR', 'ITEM_LOGIN_REQUIRED'],
  );
  const object = linkJson.map(json => (json === null ? null : (Object(json) as object)));

  interface LinkConfig {
    onEvent(name: string, metadata: unknown): void;
    onExit(error: unknown, metadata: unknown): void;
    onSuccess(publicToken: unknown, metadata: unknown): void;
  }

  test('any callback of Plaid’s script results in one outcome', () =>
    check(
      fc.asyncProperty(
        fc.constantFrom('onExit', 'onSuccess'),
        fc.constantFrom('OPEN', 'SUBMIT_CREDENTIALS', ''),
        object,
        object,
        async (callback, event, error, metadata) => {
          const {context} = createContext({token: 'link-token-secret', life: 60});
          let config: LinkConfig | undefined;
          const script = {
            create: (given: LinkConfig) => {
              config = given;
              return {open: () => undefined, destroy: () => undefined};
            },
          };
          const outcome = plaid.open({
            ...context,
            loadScript: () => Promise.resolve(script),
            reportEvent: () => undefined,
          } as never);
          await new Promise(resolve => setImmediate(resolve));
          config!.onEvent(event, metadata);
          if (callback === 'onExit') config!.onExit(error, metadata);
          else config!.onSuccess('public-token', metadata);
          const {type} = await outcome;
          assert.ok(['successful', 'aborted', 'errored', 'dead-token'].includes(type));
        },
      ),
    ));

  test('accounts that are not a list and codes that are not strings still result in an outcome', () => {
    assert.equal(accountsOf({accounts: {length: 1}} as never), undefined);
    const error = {error_code: {toString: null}, error_type: 'constructor'} as never;
    const outcome = outcomeOfExit(error, null, {isTokenExpired: false});
    assert.deepEqual(outcome.type === 'errored' && outcome.error.code, 'widget-error');
  });

  test('any event of Quiltt’s script is read without an error, and is not passed to another connector', () => {
    const metadata = jsonWith(
      ['connectorId', 'connectionId', 'connectorSession', 'id'],
      ['cn_1', 'cn_2', 'conn_1', 's_1'],
    );
    const event = fc.tuple(fc.constantFrom('opened', 'loaded', 'exited.successful', 'exited.aborted', ''), metadata);
    return check(
      fc.property(fc.array(event, {maxLength: 6}), events => {
        let handler: EventHandler | undefined;
        const received: SessionEvent[] = [];
        const connector = {
          open: () => undefined,
          onEvent: (it: EventHandler) => void (handler = it),
          offEvent: () => undefined,
        };
        const unsubscribe = subscribe({
          connector,
          connectorId: 'cn_1',
          connectionId: 'conn_1',
          receive: it => received.push(it),
        });
        for (const [type, data] of events) handler!(type, data as never);
        for (const event of received) assert.ok(!event.metadata.connectorId || event.metadata.connectorId === 'cn_1');
        unsubscribe();
      }),
      500,
    );
  });
});
