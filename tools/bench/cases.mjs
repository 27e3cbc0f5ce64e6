// The pages that are compared.
import {bundlePeer, bundleScript, readOwnBuild} from './build.mjs';

/** Calls `bench.ready()` when a lit element has rendered. */
const whenRendered = tag => `
  customElements
    .whenDefined('${tag}')
    .then(() => document.querySelector('${tag}').updateComplete)
    .then(bench.ready);`;

const OWN_MARKUP = '<bank-reconnect provider="meld" connection-id="conn_1" token-url="/token"></bank-reconnect>';
const LIT_MARKUP = '<lit-button connection-id="conn_1"></lit-button>';

/**
 * @typedef {object} Case
 * @property {string} id
 * @property {string} name the name in the tables
 * @property {{path: string, isModule: boolean}} [script]
 * @property {string} [markup] the button's markup
 * @property {string} [inline] a script at the end of the page
 */

/** @type {Case[]} */
const STANDARD_CASES = [
  {
    id: 'empty',
    name: 'an empty page',
    markup: '<button>Reconnect</button>',
    inline: 'bench.ready()',
  },
  {
    id: 'by-hand',
    name: 'a page by hand',
    script: {path: 'by-hand.js', isModule: true},
  },
  {
    id: 'lit',
    name: 'a bare lit button, module script',
    script: {path: 'lit-button.js', isModule: true},
    markup: LIT_MARKUP,
    inline: whenRendered('lit-button'),
  },
  {
    id: 'lit-classic',
    name: 'a bare lit button, classic script',
    script: {path: 'lit-button.iife.js', isModule: false},
    markup: LIT_MARKUP,
    inline: whenRendered('lit-button'),
  },
  {
    id: 'ours',
    name: '`<bank-reconnect>`, module script',
    script: {path: 'bank-reconnect.js', isModule: true},
    markup: OWN_MARKUP,
    inline: whenRendered('bank-reconnect'),
  },
  {
    id: 'ours-classic',
    name: '`<bank-reconnect>`, classic script',
    script: {path: 'bank-reconnect.iife.js', isModule: false},
    markup: OWN_MARKUP,
    inline: whenRendered('bank-reconnect'),
  },
];

/** The vendors' packages: how each is bundled, and the URL of its vendor's script. */
const peers = vendorHost => [
  {id: 'mx', name: '`@mxenabled/web-widget-sdk`', bundle: {name: 'mx-web-widget-sdk'}},
  {id: 'connect', name: '`connect-web-sdk`', bundle: {name: 'connect-web-sdk'}},
  {
    id: 'plaid',
    name: '`react-plaid-link` + `react-dom`',
    bundle: {
      name: 'react-plaid-link',
      vendorScript: {
        url: 'https://cdn.plaid.com/link/v2/stable/link-initialize.js',
        stub: `http://${vendorHost}/plaid.js`,
      },
    },
  },
  {
    id: 'quiltt',
    name: '`@quiltt/react` + `react-dom`',
    bundle: {
      name: 'quiltt-react',
      defines: {
        'process.env.QUILTT_API_INSECURE': '"true"',
        'process.env.QUILTT_API_DOMAIN': JSON.stringify(vendorHost),
        'process.env.QUILTT_DEBUG': '"false"',
      },
    },
  },
];

/**
 * Builds the cases and has the site serve them.
 *
 * @param {import('./site.mjs').Site} site
 * @param {{withPeers: boolean}} options
 * @returns {Promise<Case[]>}
 */
export async function prepareCases(site, {withPeers}) {
  const scripts = {
    ...(await readOwnBuild()),
    'by-hand.js': await bundleScript('by-hand', 'es'),
    'lit-button.js': await bundleScript('lit-button', 'es'),
    'lit-button.iife.js': await bundleScript('lit-button', 'iife'),
  };
  const cases = [...STANDARD_CASES];
  for (const {id, name, bundle} of withPeers ? peers(site.vendorHost) : []) {
    const path = `${bundle.name}.js`;
    scripts[path] = await bundlePeer(bundle);
    cases.push({id, name, script: {path, isModule: true}});
  }
  site.serve(Object.fromEntries(cases.map(page => [page.id, page])), scripts);
  return cases;
}
