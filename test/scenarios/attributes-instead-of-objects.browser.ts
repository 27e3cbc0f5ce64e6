import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';
import {warningsOf} from '../helpers/console.js';
import {scriptedBackend} from '../helpers/scripted-backend.js';

/** The properties that are no texts, as frameworks and their templates spell an attribute for them. */
const spellings = [
  // React, Preact and Svelte, before the tag is defined. HTML writes names in lower case.
  ...['headers', 'strings', 'fetchtoken', 'completerepair', 'fetchstatus', 'widgetorigins'],
  // Vue and Angular.
  ...['fetch-token', 'complete-repair', 'fetch-status', 'widget-origins'],
  // A template in a page that nothing has compiled.
  ...['.headers', ':headers', '[headers]', 'v-bind:fetch-token', 'x-bind:fetch-token', 'prop:strings', 'attr:strings'],
  ...['bind:fetch_token', 'v-bind:widget-origins.prop'],
];

describe('a tag that a framework renders before its script has loaded', () => {
  it('sends no header from an attribute, and says so on the console, once, with each name and no value', async () => {
    expect(customElements.get('bank-reconnect')).to.equal(undefined);
    const backend = await scriptedBackend({token: {status: 403}});
    // What React 19 does with `headers={{'x-csrf': 'abc123'}}` on a tag that has no property of that name.
    const attributes = {'connection-id': 'conn_1', ...backend.attributes, headers: '[object Object]'};
    const list = document.createElement('div');
    list.innerHTML = `<bank-reconnect></bank-reconnect>`.repeat(2);
    document.body.append(list);
    const elements = [...list.children] as BankReconnectElement[];
    for (const [name, value] of Object.entries(attributes)) elements[0]!.setAttribute(name, value);
    elements[1]!.setAttribute('headers', '[object Object]');
    const logged = await warningsOf(async () => {
      await import('../../src/index.js');
      for (const element of elements) {
        expect(await element.open()).to.have.property('type', 'errored');
      }
    });
    const {headers} = (await backend.journal('token'))[0]!;
    expect(headers).not.to.have.any.keys('headers', 'x-csrf');
    expect(JSON.stringify(headers)).not.to.contain('object Object');
    expect(logged).to.deep.equal([
      '<bank-reconnect>: no attribute, but a property: headers. Import bank-reconnect before rendering, or use its component.',
    ]);
    list.remove();
  });
});

describe('the names of attributes in the place of a property', () => {
  const namesOf = async (html: string): Promise<string> => {
    const {findLostProperties} = await import('../../src/repair/lost-properties.js');
    const list = document.createElement('div');
    list.innerHTML = html;
    return findLostProperties(list.firstElementChild!).join();
  };

  for (const name of spellings) {
    it(`include ${name}`, async () => {
      expect(await namesOf(`<bank-reconnect ${name}="x"></bank-reconnect>`)).to.equal(name);
    });
  }

  for (const name of ['connection-id', 'provider', 'lang', 'class', 'data-headers', 'onclick', 'x-headers-url']) {
    it(`leave out ${name}`, async () => {
      expect(await namesOf(`<bank-reconnect ${name}="x"></bank-reconnect>`)).to.equal('');
    });
  }
});
