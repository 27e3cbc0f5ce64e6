import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import {before, describe, test} from 'node:test';
import {loadEngine} from '../../src/element/lazy-parts.js';
import {RepairController, type RepairHost} from '../../src/element/repair-controller.js';
import {registerProvider} from '../../src/providers/find-provider.js';
import type {WidgetContext, WidgetOutcome} from '../../src/providers/provider.js';
import type {RepairExit} from '../../src/repair/events.js';
import type {Settings} from '../../src/repair/settings.js';
import {transitions, type RepairState} from '../../src/repair/states.js';
import {useBrowserGlobals} from '../helpers/browser-globals.js';
import {check} from '../helpers/property.js';

class FakeElement {}
class Root extends FakeElement {}

/** The context of the open widget, and the function that ends it. */
let context: WidgetContext | undefined;
let endWidget: ((outcome: WidgetOutcome) => void) | undefined;
registerProvider('toy', {
  displays: ['modal'],
  origins: [],
  prefetch: true,
  load: () =>
    Promise.resolve({
      widget: {
        read: () => ({life: 60, url: 'https://widget.example/'}),
        open: (given: WidgetContext) =>
          new Promise<WidgetOutcome>(resolve => {
            context = given;
            endWidget = resolve;
            given.reportShown({movable: false, focus: () => undefined, destroy: () => undefined});
          }),
      },
    }),
  loadHealth: () => Promise.reject(new Error('Not loaded')),
});

type Settle = (value: unknown, isFailure?: boolean) => void;

/** Creates the controller of an element, whose requests the test answers. */
function createPage() {
  const host = Object.assign(new EventTarget(), {
    isConnected: true,
    requestUpdate: () => undefined,
    getRootNode: () => document,
    getAttributeNames: () => [],
  });
  const root = Object.assign(new Root(), {host});
  Object.assign(host, {renderRoot: root});
  const calls: Record<'token' | 'completion' | 'status', Settle[]> = {token: [], completion: [], status: []};
  const ask = (kind: keyof typeof calls) =>
    new Promise<never>((resolve, reject) =>
      calls[kind].push((value, isFailure) => (isFailure ? reject(new Error('of the host')) : resolve(value as never))),
    );
  const settings: Settings = {
    connectionId: 'conn_1',
    provider: 'toy',
    locale: 'en',
    nonce: '',
    credentials: 'same-origin',
    display: 'auto',
    fetchToken: () => ask('token'),
    completeRepair: () => ask('completion'),
    fetchStatus: () => ask('status'),
    canComplete: true,
    canVerify: true,
  };
  const controller = new RepairController(host as unknown as RepairHost, {
    readSettings: () => ({...settings}),
    text: key => key,
    loadJudging: () => Promise.reject(new Error('Not loaded')),
    findTrigger: () => undefined,
  });
  const answer = (kind: keyof typeof calls, ...how: Parameters<Settle>) => calls[kind].shift()?.(...how);
  return {host, settings, controller, answer};
}

type Page = ReturnType<typeof createPage>;
type Open = (page: Page) => void;

/** All events of a repair. */
const actions: Record<string, (page: Page, open: Open) => void> = {
  open: (page, open) => open(page),
  close: ({controller}) => controller.close(),
  dismiss: ({controller}) => controller.dismiss(),
  restart: ({controller}) => controller.restart(),
  moved: ({controller}) => controller.moved(),
  removed: ({controller}) => controller.removed(),
  prefetch: ({controller}) => controller.prefetch({withToken: true}),
  'discard the result': ({controller}) => controller.discardResult({isHealthy: true}),
  'another connection': ({controller, settings}) => {
    settings.connectionId = settings.connectionId === 'conn_1' ? 'conn_2' : 'conn_1';
    controller.endIfSuperseded();
  },
  token: ({answer}) => answer('token', {provider: 'toy', widgetUrl: 'https://widget.example/'}),
  'token CONTINUE': ({answer}) => answer('token', {status: 'CONTINUE'}),
  'token ABORT': ({answer}) => answer('token', {status: 'ABORT'}),
  'token failure': ({answer}) => answer('token', undefined, true),
  reported: () => context?.reportMessage(),
  loaded: () => context?.reportLoaded(),
  'close in the widget': () => context?.close(),
  'last screen': () => context?.reportFinished({type: 'successful', result: {}}),
  success: () => endWidget?.({type: 'successful', result: {}}),
  abort: () => endWidget?.({type: 'aborted', reason: 'cancelled'}),
  removal: () => endWidget?.({type: 'aborted', reason: 'removed'}),
  error: () => endWidget?.({type: 'errored', error: {code: 'widget-error', message: 'of the widget'}}),
  'dead token': () => endWidget?.({type: 'dead-token', error: {code: 'token-expired', message: 'of the widget'}}),
  completion: ({answer}) => answer('completion', {outcome: 'successful'}),
  'completion aborted': ({answer}) => answer('completion', {outcome: 'aborted'}),
  'completion failure': ({answer}) => answer('completion', undefined, true),
  status: ({answer}) => answer('status', {provider: 'toy', status: 'ACTIVE'}),
  'status failure': ({answer}) => answer('status', undefined, true),
};

/** The states that the runs have reached. */
const reached = new Set<RepairState>();

const turn = () => new Promise(resolve => setImmediate(resolve));

/** Waits until all pending promises have settled. */
const settle = async () => {
  for (let count = 0; count < 3; count++) await turn();
};

const action = fc.constantFrom(...Object.keys(actions));
const HAPPY = ['open', 'token', 'loaded', 'success', 'completion', 'status'];
/** Any events after the first steps of a successful repair. */
const sequence = fc
  .tuple(fc.nat(HAPPY.length), fc.array(fc.oneof(action, fc.constantFrom(...HAPPY)), {maxLength: 10}))
  .map(([length, more]) => [...HAPPY.slice(0, length), ...more]);
const listener = fc.option(fc.tuple(fc.constantFrom('exited-successful', 'exited-aborted', 'exited-errored'), action));

describe('any attempt', () => {
  useBrowserGlobals({
    HTMLElement: FakeElement,
    ShadowRoot: Root,
    CSSStyleSheet: class {
      replaceSync() {}
    },
    document: Object.assign(new EventTarget(), {body: new FakeElement(), visibilityState: 'visible'}),
    window: new EventTarget(),
    navigator: {onLine: true},
    location: {href: 'https://host.example/'},
  });

  // The first import takes longer than `settle` waits.
  before(() => loadEngine());

  test('any sequence of events has only allowed transitions, and exactly one exit per attempt', () =>
    check(
      fc.asyncProperty(sequence, listener, async (steps, inListener) => {
        context = endWidget = undefined;
        const page = createPage();
        const {host, controller} = page;
        const exits = new Map<Promise<RepairExit>, RepairExit | undefined>();
        const open: Open = ({controller}) => {
          const exit = controller.open();
          if (exits.has(exit)) return;
          exits.set(exit, undefined);
          void exit.then(value => {
            assert.equal(exits.get(exit), undefined);
            exits.set(exit, value);
          });
        };
        // `restart` calls `open`.
        const restart = controller.restart.bind(controller);
        controller.restart = () => {
          restart();
          open(page);
        };
        host.addEventListener('repair-state-changed', event => {
          const {oldState, newState} = (event as CustomEvent<{oldState: RepairState; newState: RepairState}>).detail;
          assert.ok(transitions[oldState].includes(newState), `${oldState} to ${newState}`);
          reached.add(newState);
        });
        const dispatched: string[] = [];
        for (const type of ['exited-successful', 'exited-aborted', 'exited-errored']) {
          host.addEventListener(type, () => void dispatched.push(type));
        }
        if (inListener) {
          const [type, name] = inListener;
          host.addEventListener(type, () => actions[name]!(page, open), {once: true});
        }

        for (const name of steps) {
          actions[name]!(page, open);
          await settle();
          assert.ok(controller.state in transitions, controller.state);
        }
        controller.close();
        controller.removed();
        await settle();
        assert.equal(controller.state, 'idle');
        assert.ok([...exits.values()].every(Boolean), 'an attempt has no exit');
        const expected = [...exits.values()]
          .map(exit => exit!.type)
          .filter(type => type !== 'removed' && type !== 'cancelled');
        assert.deepEqual(dispatched.map(type => type.replace('exited-', '')).sort(), expected.sort());
      }),
      300,
    ));

  test('the sequences reach every state', () => {
    assert.deepEqual([...reached].sort(), Object.keys(transitions).sort());
  });
});
