import {expect} from '@open-wc/testing';
import {registerProvider, type ProviderEntry, type WidgetContext, type WidgetOutcome} from '../../src/index.js';
import {inState, record} from '../helpers/events.js';
import {create, part} from '../helpers/fixture.js';
import {foreignUrl, loadedFrame, postFrom, widgetUrl} from '../helpers/meld-page.js';
import {config} from '../helpers/test-config.js';
import {until} from '../helpers/until.js';

let count = 0;
/** A name that no other test registers. */
const newName = () => `own-${++count}`;

const row = {canReconnect: false, canRefresh: false} as const;
const health = {
  statuses: {
    FINE: {'': {...row, health: 'healthy', advice: 'healthy'}},
    LOCKED: {'': {...row, health: 'needs-bank', advice: 'at-bank'}},
  },
} as const;

type Open = (context: WidgetContext) => Promise<WidgetOutcome>;

/** Shows the token's URL in a frame, whose messages `done` and `cancel` end the widget. */
const openFrame: Open = context =>
  new Promise(resolve => {
    const url = context.widgetUrl();
    if (!url) return resolve({type: 'errored', error: {code: 'invalid-token', message: 'No URL'}});
    const receive = (data: unknown) => {
      if (data === 'ready') context.reportLoaded();
      if (data === 'done') resolve({type: 'successful', result: {}});
      if (data === 'cancel') resolve({type: 'aborted', reason: 'cancelled'});
    };
    context.openFrame({url, width: 400, height: 500, receive});
  });

/** Registers a provider whose parts are at hand, and returns its name. */
function register(open: Open = openFrame, entry: Partial<ProviderEntry> = {}, name = newName()): string {
  const read = ({url}: Readonly<Record<string, unknown>>) => ({life: 60, url: String(url)});
  registerProvider(name, {
    displays: ['modal', 'inline'],
    origins: ['https://widget.own.example'],
    load: () => ({widget: {read, open}}),
    loadHealth: () => ({health}),
    ...entry,
  });
  return name;
}

/** Creates an element of the provider, whose token has the URL, and records its events. */
async function createOwn(provider: string, {url = widgetUrl, sandboxUrl = config.sandbox.url} = {}) {
  const element = await create(
    {'connection-id': 'conn_1', provider, 'sandbox-url': sandboxUrl},
    {fetchToken: () => ({url}), fetchStatus: () => ({provider, status: 'FINE'})},
  );
  return {element, events: record(element)};
}

/** The error of an attempt that cannot open its widget. */
async function errorOf(provider: string, options?: {url?: string; sandboxUrl?: string}) {
  const {element, events} = await createOwn(provider, options);
  await element.open();
  expect(events.exits()).to.have.length(1);
  expect(part(element, 'frame')).to.equal(undefined);
  return events.one('exited-errored').error;
}

describe("a provider of the host's own", () => {
  describe('whose surface throws when it is removed', () => {
    const {reportError} = window;
    const reported: unknown[] = [];
    beforeEach(() => (window.reportError = error => void reported.push(error)));
    afterEach(() => {
      window.reportError = reportError;
      reported.length = 0;
    });

    for (const [end, expected] of [
      ['close()', 'exited-aborted'],
      ['its outcome', 'exited-successful'],
    ] as const) {
      it(`ends by ${end} with one exit, and the page can open another repair`, async () => {
        let finish!: (outcome: WidgetOutcome) => void;
        const broken = new Error('Clean-up');
        const destroy = () => {
          throw broken;
        };
        const name = register(context => {
          context.reportShown({movable: true, focus: () => undefined, destroy});
          return new Promise(resolve => (finish = resolve));
        });
        const {element, events} = await createOwn(name);
        const exit = element.open();
        await events.next('widget-opened');
        if (end === 'close()') element.close();
        else finish({type: 'successful', result: {}});
        await exit;
        expect(events.exits().map(({type}) => type)).to.deep.equal([expected]);
        expect(reported).to.deep.equal([broken]);
        const other = await createOwn(register());
        void other.element.open();
        await other.events.next('widget-opened');
        other.element.close();
      });
    }
  });

  it('that reports its last screen after its end can still be closed', async () => {
    let context!: WidgetContext;
    const outcomes: WidgetOutcome[] = [{type: 'dead-token', error: {code: 'token-expired', message: 'of the widget'}}];
    const name = register(given => {
      context ??= given;
      const outcome = outcomes.pop();
      return outcome ? Promise.resolve(outcome) : openFrame(given);
    });
    const {element, events} = await createOwn(name);
    const exit = element.open();
    await loadedFrame(element);
    context.reportFinished({type: 'successful', result: {}});
    element.close();
    await exit;
    expect(events.one('exited-aborted').reason).to.equal('closed');
  });

  it('is used by an element that is on the page before the registration', async () => {
    const name = newName();
    const {element, events} = await createOwn(name);
    await element.open();
    expect(events.one('exited-errored').error.code).to.equal('unknown-provider');
    register(openFrame, {}, name);
    const exit = element.open();
    const frame = await loadedFrame(element);
    await postFrom(frame.contentWindow!, 'ready', 'done', 'done', 'cancel');
    expect((await exit).type).to.equal('successful');
    await events.next('repair-confirmed');
    expect(events.exits().map(({type}) => type)).to.eql(['exited-errored', 'exited-successful']);
    expect(part(element, 'frame')).to.equal(undefined);
  });

  it('loads its code on hover', async () => {
    let loads = 0;
    const load: ProviderEntry['load'] = () => {
      loads++;
      return Promise.resolve({widget: {read: () => ({life: 60, url: widgetUrl}), open: openFrame}});
    };
    const {element} = await createOwn(register(openFrame, {load}));
    part(element, 'button')!.dispatchEvent(new PointerEvent('pointerover', {bubbles: true, composed: true}));
    await until(() => loads === 1, 'the load');
    void element.open();
    await loadedFrame(element);
    expect(loads).to.equal(1);
    element.close();
  });

  it('gives its statuses their meaning', async () => {
    const element = await create({provider: register(), status: 'LOCKED', 'institution-name': 'Test Bank'});
    await until(() => part(element, 'advice'), 'the advice');
    expect(part(element, 'button')).to.equal(undefined);
  });

  it('receives no message of another window or origin', async () => {
    const {element, events} = await createOwn(register());
    void element.open();
    const frame = await loadedFrame(element);
    window.postMessage('done', '*');
    const other = document.createElement('iframe');
    other.src = widgetUrl;
    document.body.append(other);
    await new Promise(resolve => (other.onload = resolve));
    await postFrom(other.contentWindow!, 'done');
    other.remove();
    expect(element.state).to.equal('opening');
    await postFrom(frame.contentWindow!, 'cancel');
    await inState(element, 'idle');
    expect(events.one('exited-aborted').reason).to.equal('cancelled');
  });

  it('opens a URL only on an origin of its entry', async () => {
    const name = register();
    expect((await errorOf(name, {url: 'https://evil.example/', sandboxUrl: ''})).code).to.equal('invalid-token');
    expect((await errorOf(name, {url: 'https://own.example/', sandboxUrl: ''})).code).to.equal('invalid-token');
    expect((await errorOf(name, {url: widgetUrl, sandboxUrl: ''})).code).to.equal('invalid-token');
    const url = 'https://widget.own.example/repair';
    const {element} = await createOwn(name, {url, sandboxUrl: ''});
    void element.open();
    expect((await until(() => part<HTMLIFrameElement>(element, 'frame'), 'the frame')).src).to.equal(url);
    element.close();
  });

  it('shows no frame on another origin than that of the checked URL', async () => {
    const frame = {width: 400, height: 500, receive: () => undefined};
    const unchecked: Open = context => {
      context.openFrame({...frame, url: new URL(context.token.url!)});
      return new Promise(() => undefined);
    };
    const other: Open = context => {
      context.widgetUrl();
      context.openFrame({...frame, url: new URL(foreignUrl)});
      return new Promise(() => undefined);
    };
    for (const open of [unchecked, other]) expect((await errorOf(register(open))).code).to.equal('invalid-token');
  });

  it('loads no script from an origin that its entry does not list', async () => {
    const loaded: unknown[] = [];
    const open: Open = async context => {
      loaded.push(await context.loadScript('https://evil.example/script.js', () => 'found'));
      return {type: 'aborted', reason: 'returned'};
    };
    const {element} = await createOwn(register(open), {sandboxUrl: ''});
    await element.open();
    expect(loaded).to.eql([undefined]);
    expect(document.querySelector('script[src^="https://evil.example"]')).to.equal(null);
  });

  it('that shows two surfaces leaves none', async () => {
    const open: Open = context => {
      const url = context.widgetUrl()!;
      for (const width of [300, 400]) context.openFrame({url, width, height: 500, receive: () => undefined});
      return Promise.resolve({type: 'aborted', reason: 'cancelled'});
    };
    const {element, events} = await createOwn(register(open));
    await element.open();
    expect(events.exits()).to.have.length(1);
    expect(element.shadowRoot!.querySelector('iframe, dialog')).to.equal(null);
  });

  const broken: Record<string, [Partial<ProviderEntry>, Open, string]> = {
    'whose load() throws': [
      {
        load: () => {
          throw new Error('of the host');
        },
      },
      openFrame,
      'script-blocked',
    ],
    'whose load() returns no widget': [{load: () => ({}) as never}, openFrame, 'invalid-configuration'],
    'whose widget throws': [
      {},
      () => {
        throw new Error('of the host');
      },
      'widget-error',
    ],
    'whose widget has an unknown outcome': [{}, () => Promise.resolve({type: 'success'} as never), 'widget-error'],
    'whose widget has no outcome': [{}, () => Promise.resolve(undefined as never), 'widget-error'],
  };
  for (const [what, [entry, open, code]] of Object.entries(broken)) {
    it(`${what} ends the attempt as ${code}`, async () => {
      expect((await errorOf(register(open, entry))).code).to.equal(code);
    });
  }
});
