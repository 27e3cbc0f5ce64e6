import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';
import {inState} from '../helpers/events.js';
import {shorten} from '../helpers/fixture.js';
import {completeMessage, openMeld} from '../helpers/meld-page.js';
import {scriptedBackend} from '../helpers/scripted-backend.js';
import {until} from '../helpers/until.js';

async function succeed(properties: Partial<BankReconnectElement>, attributes: Record<string, string> = {}) {
  const page = await openMeld(attributes, properties);
  await page.post(completeMessage);
  return {...page, ...(await page.exit)};
}

describe('the completion', () => {
  it('is sent with keepalive if its size allows it', async () => {
    const used: unknown[] = [];
    const {fetch} = window;
    window.fetch = (input, init) => {
      used.push(init?.keepalive);
      return fetch(input, init);
    };
    try {
      const {attributes} = await scriptedBackend({complete: {status: 204}});
      used.length = 0;
      await succeed({}, attributes);
      const {element, post, exit} = await openMeld(attributes);
      await post({...completeMessage, institutionName: 'x'.repeat(70_000)});
      expect((await exit).type, element.error?.message).to.equal('successful');
    } finally {
      window.fetch = fetch;
    }
    expect(used.map(Boolean)).to.deep.equal([true, false]);
  });

  it('is retried after the element has been removed', async () => {
    const backend = await scriptedBackend({complete: [{status: 503}, {status: 204}]});
    shorten({retry: 20});
    const {element, events, post, exit} = await openMeld(backend.attributes);
    await post(completeMessage);
    await inState(element, 'completing');
    element.remove();
    expect((await exit).type).to.equal('removed');
    await until(async () => (await backend.journal('complete')).length === 2, 'both requests');
    expect(events.exits()).to.have.length(0);
  });
});
