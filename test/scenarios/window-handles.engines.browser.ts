import {expect} from '@open-wc/testing';
import {part} from '../helpers/fixture.js';
import {createPopup, installWindows, openPopup, windows} from '../helpers/popup-page.js';
import {config} from '../helpers/test-config.js';
import {until} from '../helpers/until.js';

installWindows();

/** Sets `window.open` for one test. */
let restore: (() => void) | undefined;
function setOpen(open: (url: string) => unknown): void {
  const before = window.open;
  window.open = ((url: string) => open(url)) as typeof window.open;
  restore = () => (window.open = before);
}

const added: Element[] = [];

/** Adds a frame and waits until it has loaded. */
async function frame(url: string): Promise<HTMLIFrameElement> {
  const node = document.createElement('iframe');
  added.push(node);
  const loaded = new Promise(resolve => node.addEventListener('load', resolve));
  node.src = url;
  document.body.append(node);
  await loaded;
  return node;
}

afterEach(() => {
  restore?.();
  restore = undefined;
  for (const node of added.splice(0)) node.remove();
});

/** A handle that records what is done with it. */
function watched(members: Readonly<Record<string, unknown>>) {
  const uses: string[] = [];
  const handle = {
    closed: false,
    name: '',
    location: {href: 'about:blank', replace: () => uses.push('navigated'), assign: () => uses.push('navigated')},
    document: document.implementation.createHTMLDocument(),
    close: () => uses.push('closed'),
    focus: () => uses.push('focused'),
    ...members,
  };
  return {uses, handle: {top: handle, ...handle}};
}

const withText = () => {
  const page = document.implementation.createHTMLDocument();
  page.body.append('A page of somebody else');
  return page;
};

const handles: Record<string, () => unknown> = {
  'the window of a frame in the page': async () => (await frame('about:blank')).contentWindow,
  'the window of a frame of another origin': async () =>
    (await frame(`${config.origins.loopback}/test/fixtures/frame.html`)).contentWindow,
  'the parent or the top': () => window.top,
  'an object that is no window, as that of a web view': () => ({addEventListener: () => undefined}),
  nothing: () => undefined,
};

const unfit: Record<string, Readonly<Record<string, unknown>>> = {
  'is closed': {closed: true},
  'has a name': {name: 'of the page'},
  'shows another page': {location: {href: 'https://other.example/', replace: () => expect.fail('navigated')}},
  'has content': {document: withText()},
  'has no document': {document: undefined},
};

describe('window.open that returns the own window of the page', () => {
  // A web view with a single window does this.
  const singleWindow = (url: string) => (url && location.assign(url), window);

  it('counts as blocked, and the page is neither wiped nor left nor closed', async () => {
    const {element, events} = await createPopup();
    const {href} = location;
    const nodes = document.body.childElementCount;
    const {close} = window;
    let isClosed = false;
    window.close = () => (isClosed = true);
    setOpen(singleWindow);
    try {
      part(element, 'button')!.click();
      expect((await events.next('exited-errored')).error.code).to.equal('popup-blocked');
    } finally {
      window.close = close;
    }
    expect(isClosed).to.equal(false);
    expect(location.href).to.equal(href);
    expect(document.body.childElementCount).to.equal(nodes);
    expect(element.isConnected && part(element, 'button')).to.be.instanceOf(HTMLElement);
    expect(element.state).to.equal('idle');
  });

  it('counts as blocked when a closed window is opened again, and the repair goes on', async () => {
    const {element, popup, backend, exit} = await openPopup();
    popup.closed = true;
    const {href} = location;
    setOpen(singleWindow);
    part(element, 'button')!.click();
    expect(location.href).to.equal(href);
    expect(element.isConnected).to.equal(true);
    backend.repair = 'completed';
    expect((await exit).type).to.equal('successful');
    expect(popup.visited).to.have.length(1);
  });
});

describe('window.open that returns a window which is not new and empty', () => {
  for (const [what, create] of Object.entries(handles)) {
    it(`counts as blocked: ${what}`, async () => {
      const handle = await create();
      const {element, events} = await createPopup();
      setOpen(() => handle);
      part(element, 'button')!.click();
      expect((await events.next('exited-errored')).error.code).to.equal('popup-blocked');
    });
  }

  for (const [what, members] of Object.entries(unfit)) {
    it(`counts as blocked, and nothing is done with a window that ${what}`, async () => {
      const {uses, handle} = watched(members);
      handle.top = handle;
      const {element, events} = await createPopup();
      setOpen(() => handle);
      part(element, 'button')!.click();
      expect((await events.next('exited-errored')).error.code).to.equal('popup-blocked');
      expect(uses).to.deep.equal([]);
    });
  }
});

describe('a window before its navigation', () => {
  it('is brought to the front by a second click, and opened again if it is closed', async () => {
    const {element} = await createPopup({}, {fetchToken: () => new Promise(() => undefined)});
    const button = part(element, 'button')!;
    button.click();
    const [first] = windows;
    await until(() => first!.document.body.textContent, 'the loading page');
    button.click();
    expect(first!.focused).to.equal(1);
    first!.closed = true;
    button.click();
    expect(windows).to.have.length(2);
    expect(windows[1]!.document.body.textContent).to.equal(first!.document.body.textContent);
    element.close();
    expect(windows[1]!.closed).to.equal(true);
  });
});
