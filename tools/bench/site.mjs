// The server of the bench: a page per case, the scripts, a backend that answers at once, and the vendors' frames.
import {createServer} from 'node:http';
import {brotliCompressSync} from 'node:zlib';

const TYPES = {html: 'text/html; charset=utf-8', js: 'text/javascript', json: 'application/json'};

/** Stubs that replace the vendors' scripts. They only report that they have loaded. */
const VENDOR_SCRIPTS = {
  '/plaid.js': `window.Plaid = {
    create({onLoad}) {
      setTimeout(() => onLoad?.());
      return {open() {}, exit() {}, submit() {}, destroy() {}};
    },
  };`,
  '/v1/connector.js': `(() => {
    const nothing = () => undefined;
    const events = ['Event', 'Open', 'Load', 'Exit', 'ExitSuccess', 'ExitAbort', 'ExitError'];
    const handlers = Object.fromEntries(events.flatMap(name => [['on' + name, nothing], ['off' + name, nothing]]));
    const connector = {...handlers, open: nothing};
    window.Quiltt = {...connector, authenticate: nothing, reset: nothing, connect: () => connector, reconnect: () => connector};
    bench.ready();
  })();`,
};

/**
 * A script of every page. `bench.drawn()` and `bench.ready()` record when the button is on the page and when a click can open
 * the widget. The cases call them, because polling would add to the measured time.
 */
const PAGE_SCRIPT = `
  window.bench = {
    times: {},
    drawn() {
      bench.times.drawn ??= performance.now();
    },
    ready() {
      bench.drawn();
      if (bench.times.ready) return;
      bench.times.ready = performance.now();
      performance.mark('bench-ready');
      globalThis.benchReady?.('');
    },
  };
`;

/** A token like that in Meld's repair answer. The widget reads its lifetime. */
function connectToken() {
  const encode = value => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({alg: 'none'})}.${encode({iat: 0, exp: 14_400})}.`;
}

const scriptTag = ({path, isModule}) => `<script ${isModule ? 'type="module"' : 'async'} src="/${path}"></script>`;

const pageOf = ({script, markup = '', inline = ''}) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Bench</title>
<link rel="icon" href="data:,">
<script>${PAGE_SCRIPT}</script>
${script ? scriptTag(script) : ''}
<h1>Account</h1>
<p>Your bank connection needs attention.</p>
<div id="place">${markup}</div>
<script>${inline}</script>`;

/**
 * @typedef {object} Site
 * @property {string} url without a trailing slash
 * @property {string} vendorHost the host of the vendors' scripts and frames, which is another origin
 * @property {(path: string) => number} sizeOf the size of a script in bytes, compressed
 * @property {(pages: Record<string, object>, scripts: Record<string, string>) => void} serve
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Site>} */
export async function startSite() {
  const files = new Map();
  const add = (path, type, text) => files.set(path, {type, body: brotliCompressSync(text)});
  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url, 'http://localhost');
    const file = files.get(pathname);
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': TYPES[file.type],
      'content-encoding': 'br',
      'content-length': file.body.length,
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      // Cross-origin isolation lets a page read times in steps of 5 µs. Otherwise they are steps of 100 µs.
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'credentialless',
      'cross-origin-resource-policy': 'cross-origin',
    });
    response.end(file.body);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address();
  const vendorHost = `vendor.localhost:${port}`;
  const widgetUrl = `http://${vendorHost}/widget`;
  add('/widget', 'html', '<!doctype html><title>Widget</title>');
  add('/token', 'json', JSON.stringify({provider: 'meld', widgetUrl, connectToken: connectToken()}));
  add('/mx', 'json', JSON.stringify({widget_url: {url: widgetUrl}}));
  for (const [path, code] of Object.entries(VENDOR_SCRIPTS)) add(path, 'js', code);
  return {
    url: `http://localhost:${port}`,
    vendorHost,
    sizeOf: path => files.get(`/${path}`).body.length,
    serve(pages, scripts) {
      for (const [path, code] of Object.entries(scripts)) add(`/${path}`, 'js', code);
      for (const [name, page] of Object.entries(pages)) add(`/pages/${name}`, 'html', pageOf(page));
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
