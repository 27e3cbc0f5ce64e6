// Gives Node the globals of a DOM in JavaScript, as the environments of test runners do, and runs a repair in it as a host's
// test would. Writes a report as JSON. Run as: node environment.mjs <jsdom | happy-dom> <module | classic> <path>
import {readFile} from 'node:fs/promises';
import {pathToFileURL} from 'node:url';

const [, , name, kind, path] = process.argv;

const PAGE = '<!doctype html><html lang="en"><head></head><body></body></html>';
const URL = 'https://host.example/banks';

async function openWindow() {
  if (name === 'jsdom') {
    const {JSDOM, VirtualConsole} = await import('jsdom');
    const virtualConsole = new VirtualConsole();
    // An error that a component throws in a callback of the DOM.
    virtualConsole.on('jsdomError', error => problems.push(String(error.detail ?? error)));
    virtualConsole.on('warn', (...texts) => warnings.push(texts.join(' ')));
    return new JSDOM(PAGE, {
      url: URL,
      ...(kind === 'classic' && {runScripts: 'outside-only'}),
      pretendToBeVisual: true,
      virtualConsole,
    }).window;
  }
  const {Window} = await import('happy-dom');
  const window = new Window({
    url: URL,
    settings: {
      enableJavaScriptEvaluation: true,
      disableIframePageLoading: true,
      suppressInsecureJavaScriptEnvironmentWarning: true,
    },
  });
  window.document.write(PAGE);
  return window;
}

const problems = [];
const warnings = [];
process.on('unhandledRejection', error => problems.push(String(error?.stack ?? error)));

const window = await openWindow();
const {document} = window;
if (kind === 'module') {
  // What vitest's environments do: the window's members become globals. Of those that Node has, too, the events must be
  // the window's.
  const ofWindow = new Set(['Event', 'CustomEvent', 'EventTarget', 'AbortController', 'AbortSignal', 'navigator']);
  for (let members = window; members && members !== Object.prototype; members = Object.getPrototypeOf(members)) {
    for (const key of Object.getOwnPropertyNames(members)) {
      if (key in globalThis && !ofWindow.delete(key)) continue;
      Object.defineProperty(globalThis, key, {get: () => window[key], configurable: true});
    }
  }
  Object.defineProperty(globalThis, 'window', {value: globalThis, configurable: true});
  await import(pathToFileURL(path).href);
} else {
  window.eval(await readFile(path, 'utf8'));
}

const until = async (condition, what) => {
  const end = Date.now() + 5000;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}: ${problems.join()}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
};

/** Creates a tag as a host's test does, with a backend of functions. */
function create(properties, attributes = {}) {
  const element = document.createElement('bank-reconnect');
  element.setAttribute('connection-id', 'conn_1');
  element.setAttribute('provider', 'meld');
  element.setAttribute('institution-name', 'First Harbor');
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  Object.assign(element, properties);
  document.body.append(element);
  return element;
}

const report = {problems, warnings, exits: [], frames: []};

async function repair(properties, attributes) {
  const element = create(properties, attributes);
  const events = [];
  for (const type of ['repair-requested', 'widget-opened', 'exited-successful', 'exited-errored', 'exited-aborted']) {
    document.addEventListener(type, ({target, type: received}) => target === element && events.push(received));
  }
  await element.updateComplete;
  const {type, detail} = await element.open();
  await element.updateComplete;
  const message = element.shadowRoot.querySelector('[role=status]').textContent;
  element.remove();
  return {type, code: detail.error?.code, events, message};
}

const first = create({}, {status: 'RECONNECT_REQUIRED'});
await first.updateComplete;
report.advice = await until(() => first.shadowRoot.querySelector('#advice')?.textContent, 'the advice');
report.button = first.shadowRoot.querySelector('button').textContent;
const received = [];
document.body.addEventListener('exited-successful', event => received.push(event.detail.connectionId));
const CustomEvent = kind === 'module' ? globalThis.CustomEvent : window.CustomEvent;
first.dispatchEvent(
  new CustomEvent('exited-successful', {detail: {connectionId: 'conn_1'}, bubbles: true, composed: true}),
);
report.dispatched = [...received];
first.remove();

report.exits.push(await repair({fetchToken: () => ({status: 'CONTINUE'})}));
report.exits.push(await repair({fetchToken: () => ({status: 'ABORT'})}));
report.exits.push(await repair({fetchToken: () => ({ok: false, status: 401, json: () => Promise.resolve({})})}));
report.exits.push(await repair({}));

for (const display of ['modal', 'inline']) {
  const element = create({fetchToken: () => ({widgetUrl: 'https://connect.meld.io/repair'})}, {display});
  const exit = element.open();
  const frame = await until(() => element.shadowRoot.querySelector('iframe'), `the frame, ${display}`);
  report.frames.push(frame.getAttribute('src'));
  element.close();
  const {type, detail} = await exit;
  report.exits.push({type, code: detail.reason, events: [], message: ''});
  await element.updateComplete;
  if (element.shadowRoot.querySelector('iframe')) problems.push(`A frame is left, ${display}`);
  element.remove();
}
process.stdout.write(JSON.stringify(report));
process.exit(0);
