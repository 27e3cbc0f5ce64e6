import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../../src/index.js';
import {record} from '../../helpers/events.js';
import {create} from '../../helpers/fixture.js';
import {createBrokenItem} from '../../helpers/plaid-sandbox.js';
import {config} from '../../helpers/test-config.js';
import {until} from '../../helpers/until.js';

const SCRIPT = '/plaid/link/v2/stable/link-initialize.js';

const createPlaid = (properties: Partial<BankReconnectElement>, sandboxUrl = config.sandbox.url) =>
  create({'connection-id': 'conn_p', provider: 'plaid', 'sandbox-url': sandboxUrl}, properties);

const linkFrame = () => document.querySelector<HTMLIFrameElement>('iframe[id^="plaid-link-iframe"]');
const tags = () => [...document.scripts].filter(({src}) => src.endsWith(SCRIPT));

// The failures come first, because a page can load Plaid's script only once.
describe("Plaid's script", () => {
  it('that cannot be loaded fails with script-blocked and leaves no script element', async () => {
    const element = await createPlaid({fetchToken: () => ({linkToken: 'x'})}, config.origins.loopback);
    const exit = await element.open();
    expect(exit).to.have.nested.property('detail.error.code', 'script-blocked');
    expect(exit).to.have.nested.property('detail.error.retryable', true);
    expect(tags()).to.have.length(0);
  });

  it('that sets a global of another shape fails with script-blocked, and is loaded by the next open()', async () => {
    Object.assign(window, {Plaid: {version: 1}});
    const item = await createBrokenItem();
    const element = await createPlaid({fetchToken: () => item.linkToken()});
    expect(await element.open()).to.have.nested.property('detail.error.code', 'script-blocked');
    Reflect.deleteProperty(window, 'Plaid');
    const events = record(element);
    void element.open();
    await events.next('widget-loaded');
    expect(linkFrame()).to.not.equal(null);
  });

  it('is loaded once for any number of repairs', async () => {
    const item = await createBrokenItem();
    for (let count = 0; count < 2; count++) {
      const element = await createPlaid({fetchToken: () => item.linkToken()});
      const events = record(element);
      const exit = element.open();
      await events.next('widget-loaded');
      element.close();
      await exit;
    }
    expect(tags()).to.have.length(1);
    expect(tags()[0]!.src).to.equal(`${config.sandbox.url}${SCRIPT}`);
    expect(linkFrame()).to.equal(null);
  });
});

/** Opens Link, and waits until it has reported OPEN and its frame has the focus. */
async function openLink(properties: Partial<BankReconnectElement>) {
  const element = await createPlaid(properties);
  const events = record(element);
  const exit = element.open();
  await until(() => events.of('widget-event').some(({detail}) => detail.name === 'OPEN'), 'OPEN of Link');
  await until(() => document.activeElement === linkFrame(), 'the focus in Link');
  return {element, events, exit};
}

describe('Plaid Link in the sandbox', () => {
  it('is appended to the body and reports update mode', async () => {
    const item = await createBrokenItem();
    const {element, events, exit} = await openLink({fetchToken: () => item.linkToken()});
    expect(linkFrame()!.parentElement).to.equal(document.body);
    const {data} = events.of('widget-event')[0]!.detail;
    expect(data).to.have.property('is_update_mode', 'true');
    element.close();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
    expect(linkFrame()).to.equal(null);
  });

  it('with an invalid token is opened again with a new one, without an exit event', async () => {
    const item = await createBrokenItem();
    let count = 0;
    const element = await createPlaid({
      fetchToken: () => (count++ ? item.linkToken() : {link_token: 'link-sandbox-unknown'}),
    });
    const events = record(element);
    void element.open();
    const opened = () => events.of('widget-event').filter(({detail}) => detail.name === 'OPEN').length;
    await until(() => opened() === 1, 'the first Link');
    // The message of the script for an exit. A person would click "Close" on the pane.
    linkFrame()!.contentWindow!.postMessage({link: 'plaid', kind: 'exit', force: true}, config.sandbox.origins.plaid);
    await until(() => opened() === 2, 'the second Link');
    expect(events.exits()).to.have.length(0);
    expect(count).to.equal(2);
    expect(events.of('repair-requested')).to.have.length(1);
  });
});
