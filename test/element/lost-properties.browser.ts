import {expect} from '@open-wc/testing';
import {warningsOf} from '../helpers/console.js';
import {create} from '../helpers/fixture.js';

/** What React writes for objects, and Svelte for functions, on a tag that is not defined yet. */
const lost = {
  headers: '[object Object]',
  fetchtoken: '() => {}',
  'fetch-status': '() => {}',
  'complete-repair': '() => {}',
  'widget-origins': 'https://widgets.example',
  strings: '[object Object]',
};

const present = {
  headers: {},
  fetchToken: () => ({status: 'CONTINUE'}),
  fetchStatus: () => ({provider: 'meld', status: 'ACTIVE'}),
  completeRepair: () => undefined,
  widgetOrigins: [],
  strings: {},
};

describe('an attribute in the place of a property', () => {
  it('is no reason for a warning while the property is set', async () => {
    const element = await create({'connection-id': 'conn_1', ...lost}, present);
    expect(await warningsOf(() => element.open())).to.deep.equal([]);
  });

  it('is reported once, with the name of each, and without a value', async () => {
    const element = await create({'connection-id': 'conn_1', 'token-url': '/none', ...lost});
    const warnings = await warningsOf(async () => {
      await element.open();
      await element.open();
    });
    expect(warnings).to.have.length(1);
    for (const name of Object.keys(lost)) expect(warnings[0]).to.contain(name);
    expect(warnings[0]).to.contain('Import bank-reconnect before rendering');
    expect(warnings[0]).not.to.match(/object|=>|example/);
  });
});

describe('the property display', () => {
  it('is reflected, because the width of an inline widget depends on the attribute', async () => {
    const element = await create({}, {display: 'inline'});
    expect(element.getAttribute('display')).to.equal('inline');
    expect(getComputedStyle(element).display).to.equal('block');
  });
});
