import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {createSandboxPlaid} from '../helpers/plaid-sandbox.js';
import {config} from '../helpers/test-config.js';

const SCRIPT = `${config.sandbox.url}/plaid/link/v2/stable/link-initialize.js`;

const tags = () => [...document.scripts].filter(({src}) => src === SCRIPT);

describe("a page's own script element for a vendor's script", () => {
  it('is awaited while it loads, and not added twice', async () => {
    const element = await createSandboxPlaid();
    const events = record(element);
    element.addEventListener('repair-state-changed', ({detail}) => {
      if (detail.newState !== 'opening') return;
      document.head.append(Object.assign(document.createElement('script'), {src: SCRIPT}));
    });
    void element.open();
    await events.next('widget-loaded');
    expect(tags()).to.have.length(1);
  });
});
