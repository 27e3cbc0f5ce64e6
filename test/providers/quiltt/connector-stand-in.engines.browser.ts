import {expect} from '@open-wc/testing';
import {config} from '../../helpers/test-config.js';
import {until} from '../../helpers/until.js';

type Json = Record<string, unknown>;
type Callback = (...args: never[]) => void;

/** The vendor's published JavaScript API. */
type Handlers = Record<
  `${'on' | 'off'}${'Event' | 'Open' | 'Load' | 'Exit' | 'ExitSuccess' | 'ExitAbort' | 'ExitError'}`,
  (callback: Callback) => void
>;
type Connector = Handlers & {open(): void};
type Quiltt = Handlers & {
  authenticate(token: string | null | undefined): void;
  connect(connectorId: string, options?: Json): Connector;
  reconnect(connectorId: string, options: Json): Connector;
  reset(): void;
  resetConnector(connectorId: string): void;
};

const {quiltt: origin = ''} = config.sandbox.origins as Record<string, string>;
const connectorId = 'connectorsandbox';
const script = await (await fetch(`${origin}/v1/connector.js`)).text();

/** A host page in a frame, so that each test has its own script. */
interface Page {
  readonly window: Window;
  readonly document: Document;
  readonly quiltt: Quiltt;
  frames(): HTMLIFrameElement[];
  modal(): HTMLElement | null;
  press(key: string): void;
}

const pages: HTMLIFrameElement[] = [];

afterEach(() => {
  for (const page of pages.splice(0)) page.remove();
});

/** @param settings the variants of the script, because all browsers share those of the sandbox */
async function openPage(markup = '', settings: Json = {}): Promise<Page> {
  const host = document.createElement('iframe');
  host.srcdoc = `<!doctype html><body>${markup}</body>`;
  pages.push(host);
  const loaded = new Promise(resolve => host.addEventListener('load', resolve, {once: true}));
  document.body.append(host);
  await loaded;
  const window = host.contentWindow as Window & {Quiltt: Quiltt};
  const {document: inner} = window;
  const tag = inner.createElement('script');
  tag.textContent = script.replace(/const settings = (\{.*?\});/, (_, json: string) => {
    const changed = {...(JSON.parse(json) as Json), ...settings};
    return `const settings = ${JSON.stringify(changed)};`;
  });
  inner.head.append(tag);
  return {
    window,
    document: inner,
    quiltt: window.Quiltt,
    frames: () => [...inner.querySelectorAll<HTMLIFrameElement>('iframe')],
    modal: () => inner.querySelector('.quiltt--frame-modal-wrapper'),
    press: key => void inner.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true})),
  };
}

/**
 * Posts a message as the frame's page. The real page only posts further messages after an action of a person. For frames
 * that have not loaded, because Firefox does not accept the window of a loaded one as a source.
 */
function post({window, frames}: Page, type: string, more: Json = {}, from = origin): void {
  const [frame] = frames();
  const {MessageEvent: Message} = window as unknown as typeof globalThis;
  const data = {source: 'quiltt', type, ...more};
  window.dispatchEvent(new Message('message', {data, origin: from, source: frame!.contentWindow}));
}

/** Collects the calls of `onEvent`. */
function listen(target: Handlers): [type: string, metadata: Json][] {
  const received: [string, Json][] = [];
  target.onEvent((type: string, metadata: Json) => received.push([type, metadata]));
  return received;
}

const typesOf = (received: [string, Json][]): string[] => received.map(([type]) => type);

describe('the stand-in of Quiltt’s script', () => {
  it('shows one modal with the documented names, and reports opened, then loaded', async () => {
    const page = await openPage();
    const connector = page.quiltt.reconnect(connectorId, {connectionId: 'conn_1'});
    const received = listen(connector);
    connector.open();
    connector.open();
    page.quiltt.connect(connectorId).open();
    const [frame, ...others] = page.frames();
    expect(others).to.have.length(0);
    expect(frame!.id).to.equal('quiltt--frame');
    expect(frame!.getAttribute('data-quiltt-connector-id')).to.equal(connectorId);
    expect(frame!.parentElement).to.equal(page.modal());
    expect(page.modal()!.parentElement).to.equal(page.document.body);
    await until(() => received.length > 1, 'the frame to load');
    expect(received).to.deep.equal([
      ['opened', {connectorId}],
      ['loaded', {connectorId}],
    ]);
  });

  it('keeps the token out of the page and all URLs', async () => {
    const page = await openPage();
    page.quiltt.authenticate('token-secret');
    const connector = page.quiltt.reconnect(connectorId, {connectionId: 'conn_1'});
    const received = listen(connector);
    connector.open();
    const [frame] = page.frames();
    expect(frame!.src).to.match(new RegExp(`^${origin}/connector/${connectorId}\\?`));
    expect(page.document.documentElement.outerHTML).to.not.contain('token-secret');
    await until(() => received.length > 1, 'the frame to load');
  });

  for (const [message, type, slot] of [
    ['ExitSuccess', 'exited.successful', 'onExitSuccess'],
    ['ExitAbort', 'exited.aborted', 'onExitAbort'],
    ['ExitError', 'exited.errored', 'onExitError'],
  ] as const) {
    it(`reports ${type} with its metadata after the modal is removed`, async () => {
      const page = await openPage();
      const connector = page.quiltt.connect(connectorId);
      const received: unknown[] = [];
      const push = ((...args: unknown[]) => received.push([page.modal(), ...args])) as Callback;
      connector.onExit(push);
      connector[slot](push);
      connector.open();
      const metadata = {profileId: 'p_1', connectionId: 'conn_1', connectorSession: {id: 'csn_1'}};
      post(page, message, {...metadata, url: 'left out'});
      const expected = {connectorId, ...metadata};
      expect(received).to.deep.equal([
        [null, type, expected],
        [null, expected],
      ]);
      expect(page.frames()).to.have.length(0);
    });
  }

  for (const connectorHandlers of ['own', 'shared']) {
    it(`reports a container's events to the callbacks that QuilttContainer of @quiltt/react sets, ${connectorHandlers}`, async () => {
      const page = await openPage('', {connectorHandlers});
      const calls: unknown[] = [];
      const push =
        (name: string): Callback =>
        (...args: unknown[]) =>
          void calls.push([name, ...args]);
      const names = ['onEvent', 'onLoad', 'onExit', 'onExitSuccess'];
      page.quiltt.reconnect(connectorId, {
        connectionId: 'conn_1',
        ...Object.fromEntries(names.map(name => [name, push(name)])),
      });
      const container = page.document.createElement('div');
      container.setAttribute('quiltt-container', connectorId);
      container.setAttribute('quiltt-connection', 'conn_1');
      page.document.body.append(container);
      await until(() => page.frames().length, 'the frame of the container');
      post(page, 'Load');
      post(page, 'ExitSuccess', {connectionId: 'conn_1'});
      const expected = {connectorId, connectionId: 'conn_1'};
      expect(calls).to.deep.equal([
        ['onEvent', 'loaded', {connectorId}],
        ['onLoad', {connectorId}],
        ['onEvent', 'exited.successful', expected],
        ['onExit', 'exited.successful', expected],
        ['onExitSuccess', expected],
      ]);
    });
  }

  it('only accepts messages of its own frame, from its own origin', async () => {
    const page = await openPage();
    const connector = page.quiltt.connect(connectorId);
    const received = listen(connector);
    connector.open();
    post(page, 'ExitSuccess', {}, 'https://evil.example');
    page.window.postMessage({source: 'quiltt', type: 'ExitSuccess'}, '*');
    post(page, 'ExitSuccess', {source: 'other'});
    await until(() => typesOf(received).includes('loaded'), 'the frame to load');
    expect(typesOf(received)).to.deep.equal(['opened', 'loaded']);
    expect(page.modal()).to.not.equal(null);
  });

  it('keeps the last handler of each event until that handler is removed', async () => {
    const page = await openPage();
    const connector = page.quiltt.connect(connectorId, {onOpen: () => received.push('option')});
    const received: string[] = [];
    const [first, second] = ['first', 'second'].map(name => () => void received.push(name));
    connector.onOpen(first!);
    connector.onOpen(second!);
    connector.offOpen(first!);
    connector.open();
    expect(received).to.deep.equal(['second']);
    page.press('Escape');
    connector.offOpen(second!);
    connector.open();
    expect(received).to.deep.equal(['second']);
  });

  it('reports to the handlers of the connector and of the page', async () => {
    const page = await openPage();
    const connector = page.quiltt.connect(connectorId);
    const other = page.quiltt.connect(connectorId);
    const [own, others, global] = [listen(connector), listen(other), listen(page.quiltt)];
    connector.open();
    expect([typesOf(own), typesOf(others), typesOf(global)]).to.deep.equal([['opened'], [], ['opened']]);
  });

  it('shares all handlers in a variant', async () => {
    const page = await openPage('', {connectorHandlers: 'shared'});
    const connector = page.quiltt.connect(connectorId);
    const [own, global] = [listen(connector), listen(page.quiltt)];
    connector.open();
    expect([typesOf(own), typesOf(global)]).to.deep.equal([[], ['opened']]);
  });

  it('omits opened, reports everything twice, or does not report Escape in variants', async () => {
    const page = await openPage('', {openedEvent: false, doubleEvents: true, escape: 'silent'});
    const connector = page.quiltt.connect(connectorId);
    const received = listen(connector);
    connector.open();
    await until(() => received.length > 1, 'the frame to load');
    expect(typesOf(received)).to.deep.equal(['loaded', 'loaded']);
    page.press('Escape');
    expect(page.modal()).to.equal(null);
    expect(received).to.have.length(2);
  });

  it('closes on Escape, and can be opened again', async () => {
    const page = await openPage();
    const connector = page.quiltt.connect(connectorId);
    const received = listen(connector);
    connector.open();
    page.press('a');
    expect(page.modal()).to.not.equal(null);
    page.press('Escape');
    expect(page.modal()).to.equal(null);
    page.press('Escape');
    connector.open();
    expect(typesOf(received)).to.deep.equal(['opened', 'exited.aborted', 'opened']);
    expect(connector).to.not.have.property('close');
    expect(page.quiltt).to.not.have.property('close');
  });

  it('opens again after the page has removed the modal', async () => {
    const page = await openPage();
    const connector = page.quiltt.connect(connectorId);
    connector.open();
    page.modal()!.remove();
    connector.open();
    expect(page.frames()).to.have.length(1);
  });

  it('opens by the attributes of a button, and reports to the page', async () => {
    const page = await openPage(
      `<button quiltt-button="${connectorId}" quiltt-connection="conn_1"><b>Reconnect</b></button>`,
    );
    const received = listen(page.quiltt);
    page.document.querySelector('b')!.click();
    expect(page.modal()).to.not.equal(null);
    expect(received).to.deep.equal([['opened', {connectorId}]]);
  });

  it('fills containers once, also later ones, with one frame per connector', async () => {
    const container = `<div quiltt-container="${connectorId}" quiltt-theme-mode="dark"></div>`;
    const page = await openPage(container);
    const received = listen(page.quiltt);
    const [frame] = page.frames();
    expect(frame!.parentElement!.getAttribute('quiltt-container')).to.equal(connectorId);
    expect(frame!.id).to.equal('quiltt--frame');
    expect(new URL(frame!.src).searchParams.get('theme_mode')).to.equal('dark');
    page.document.body.insertAdjacentHTML('beforeend', container);
    await until(() => received.length > 0, 'the frame to load');
    expect(page.frames()).to.have.length(1);
    expect(typesOf(received)).to.deep.equal(['loaded']);
    page.quiltt.resetConnector(connectorId);
    await until(() => received.length > 1, 'the second container to be filled');
    expect(typesOf(received)).to.deep.equal(['loaded', 'loaded']);
    expect(page.frames()[0]!.parentElement).to.equal(page.document.body.lastElementChild);
    page.quiltt.resetConnector(connectorId);
    page.document.body.append('a change');
    await new Promise(resolve => setTimeout(resolve));
    expect(page.frames()).to.have.length(0);
  });

  it('removes everything on reset, one connector on resetConnector', async () => {
    const page = await openPage();
    const received = listen(page.quiltt);
    const connector = page.quiltt.connect(connectorId);
    connector.open();
    page.quiltt.resetConnector('another');
    expect(page.modal()).to.not.equal(null);
    page.quiltt.resetConnector(connectorId);
    expect(page.modal()).to.equal(null);
    connector.open();
    page.quiltt.reset();
    expect(page.modal()).to.equal(null);
    connector.open();
    expect(typesOf(received)).to.deep.equal(['opened', 'opened']);
  });

  it('requires a connection to reconnect', async () => {
    const page = await openPage();
    expect(() => page.quiltt.reconnect(connectorId, {})).to.throw('connectionId');
  });

  it('continues when a handler throws', async () => {
    const page = await openPage();
    const errors: unknown[] = [];
    page.window.addEventListener('error', event => {
      errors.push(event.message);
      event.preventDefault();
    });
    const connector = page.quiltt.connect(connectorId, {
      onOpen: () => {
        throw new Error('of the host');
      },
    });
    const received = listen(page.quiltt);
    connector.open();
    expect(errors).to.have.length(1);
    expect(typesOf(received)).to.deep.equal(['opened']);
  });

  it('is defined once, however often it is loaded', async () => {
    const page = await openPage();
    const again = page.document.createElement('script');
    again.textContent = script;
    page.document.head.append(again);
    expect((page.window as Window & {Quiltt?: unknown}).Quiltt).to.equal(page.quiltt);
  });
});
