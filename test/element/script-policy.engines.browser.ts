import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {createSandboxPlaid} from '../helpers/plaid-sandbox.js';
import {config} from '../helpers/test-config.js';

const SCRIPT = `${config.sandbox.url}/plaid/link/v2/stable/link-initialize.js`;

const tags = () => [...document.scripts].filter(({src}) => src === SCRIPT);

describe("a page that refuses the element's Trusted Types policy", () => {
  it("blocks a vendor's script with script-blocked, and a later open() loads it", async () => {
    let refusals = 0;
    const trustedTypes = {
      createPolicy(_: string, rules: object) {
        if (refusals++) return rules;
        throw new TypeError('Refused by the policy of the page');
      },
    };
    Object.defineProperty(window, 'trustedTypes', {value: trustedTypes, configurable: true});
    try {
      const element = await createSandboxPlaid();
      expect(await element.open()).to.have.nested.property('detail.error.code', 'script-blocked');
      expect(refusals).to.equal(1);
      expect(tags()).to.have.length(0);
      const events = record(element);
      void element.open();
      await events.next('widget-loaded');
      expect(tags()).to.have.length(1);
    } finally {
      Reflect.deleteProperty(window, 'trustedTypes');
    }
  });
});
