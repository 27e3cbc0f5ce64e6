import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {part} from '../helpers/fixture.js';
import {completeMessage, meldAttributes, tokenAnswer} from '../helpers/meld-page.js';
import {ELEMENT_SCRIPT, openOwnPage, postInPage, type OwnWindow} from '../helpers/own-page.js';
import {scriptedBackend} from '../helpers/scripted-backend.js';
import {until} from '../helpers/until.js';

/** What pages do to their globals, before the element's script and after it. */
const pages: Record<string, {before?: string; after?: string}> = {
  'a page with Prototype.js 1.6': {before: '<script src="/test/fixtures/prototype-patches.js"></script>'},
  'a page that loads Prototype.js 1.6 late': {after: '<script src="/test/fixtures/prototype-patches.js"></script>'},
  'a page with Zone.js': {before: '<script src="/node_modules/zone.js/bundles/zone.umd.js"></script>'},
  'a page that loads Zone.js late': {after: '<script src="/node_modules/zone.js/bundles/zone.umd.js"></script>'},
  'a page that has wrapped fetch': {
    before: `<script>
      const original = window.fetch;
      window.fetch = function (input, init) {
        return original.apply(this, [typeof input === 'string' ? input : String(input), Object.assign({}, init)])
          .then(response => new Proxy(response, {
            get: (target, name) => typeof target[name] === 'function' ? target[name].bind(target) : target[name],
          }));
      };
    </script>`,
  },
  'a page that has replaced Promise and Array.from': {
    before: `<script>
      const Native = Promise;
      window.Promise = class extends Native {
        static resolve(value) { return new Promise(resolve => resolve(value)); }
      };
      Array.from = list => list ? [].slice.call(list) : [];
    </script>`,
  },
  'a page without newer functions': {
    before: `<script>
      for (const name of ['structuredClone', 'BroadcastChannel', 'requestIdleCallback', 'trustedTypes', 'CSSLayerBlockRule'])
        delete window[name];
      delete Crypto.prototype.randomUUID;
      delete AbortSignal.any;
      delete AbortSignal.timeout;
      delete Element.prototype.checkVisibility;
      delete window.CustomStateSet;
      delete Promise.withResolvers;
      delete Object.groupBy;
    </script>`,
  },
  'a page whose ids have the names of globals': {
    before: ['customElements', 'fetch', 'Promise', 'CustomEvent', 'crypto', 'Plaid', 'Quiltt', 'BankReconnect', 'name']
      .concat(['trustedTypes', 'event', 'status', 'top', 'parent', 'document'])
      .map(id => `<img id="${id}" alt="">`)
      .join(''),
  },
  'a page that has frozen the built-in prototypes': {
    before: `<script>
      for (const {prototype} of [Array, String, Number, Function, Promise, Map, Set, Error]) Object.freeze(prototype);
    </script>`,
  },
};

const html = (
  {before = '', after = ''}: {before?: string; after?: string},
  attributes: Record<string, string>,
): string =>
  `${before}<bank-reconnect ${Object.entries(attributes)
    .map(([name, value]) => `${name}="${value.replaceAll('&', '&amp;')}"`)
    .join(' ')}></bank-reconnect>${after}${ELEMENT_SCRIPT}`;

/** Records errors that nothing has handled. */
function problemsOf(window: OwnWindow): string[] {
  const problems: string[] = [];
  window.addEventListener('error', ({message}) => problems.push(message));
  window.addEventListener('unhandledrejection', ({reason}) => problems.push(String(reason)));
  return problems;
}

for (const [what, page] of Object.entries(pages)) {
  describe(what, () => {
    it('repairs a connection, and the backend receives arrays as arrays', async () => {
      const backend = await scriptedBackend({
        token: {body: tokenAnswer()},
        complete: {status: 204},
        status: {body: {provider: 'meld', status: 'ACTIVE'}},
      });
      const {window, element} = await openOwnPage(html(page, {...meldAttributes, ...backend.attributes}));
      const problems = problemsOf(window);
      const events = record(window);
      element.headers = {'x-csrf': 'a'};
      const button = await until(() => element.shadowRoot!.querySelector<HTMLElement>('button'), 'the button');
      button.click();
      await postInPage(window, element, completeMessage);
      expect((await events.next('repair-confirmed')).status).to.equal('ACTIVE');
      const [completion, ...more] = await backend.journal('complete');
      expect(more).to.have.length(0);
      const {accounts} = completion!.body.result as {accounts: unknown};
      expect(accounts).to.deep.equal([{name: 'Checking', type: 'CHECKING', mask: '1234'}]);
      expect(completion!.headers['x-csrf']).to.equal('a');
      expect([...events.one('exited-successful').accounts!].map(({mask}) => mask)).to.deep.equal(['1234']);
      expect(problems).to.deep.equal([]);
      expect(part(element, 'frame')).to.equal(undefined);
    });
  });
}
