import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';
import {warningsOf} from '../helpers/console.js';
import {create, make, part, textOf} from '../helpers/fixture.js';
import {createMeld, meldAttributes} from '../helpers/meld-page.js';

const properties = {
  'connection-id': 'connectionId',
  provider: 'provider',
  'token-url': 'tokenUrl',
  'complete-url': 'completeUrl',
  'status-url': 'statusUrl',
  'return-url': 'returnUrl',
  credentials: 'credentials',
  status: 'status',
  'status-reason': 'statusReason',
  'institution-name': 'institutionName',
  'institution-logo': 'institutionLogo',
  display: 'display',
  appearance: 'appearance',
  prefetch: 'prefetch',
  'sandbox-url': 'sandboxUrl',
} as const satisfies Record<string, keyof BankReconnectElement>;

describe('attributes', () => {
  for (const [attribute, property] of Object.entries(properties)) {
    it(`${attribute} sets the property ${property}, initially and when it changes`, async () => {
      const element = await create({[attribute]: 'one'});
      expect(element[property]).to.equal('one');
      element.setAttribute(attribute, 'two');
      expect(element[property]).to.equal('two');
      element.removeAttribute(attribute);
      expect(element[property] ?? '').to.equal('');
    });
  }

  for (const [attribute, property] of [
    ['auto-open', 'autoOpen'],
    ['disabled', 'disabled'],
  ] as const) {
    it(`${attribute} is boolean, and the value "false" means false`, () => {
      const read = (value: string) => make({[attribute]: value})[property];
      expect(['', attribute, 'true', 'false'].map(read)).to.deep.equal([true, true, true, false]);
      expect(make()[property]).to.equal(false);
    });
  }

  // Some frameworks set an empty text, which the types do not allow.
  for (const unset of [null, undefined, '' as unknown as undefined]) {
    it(`with the property value ${JSON.stringify(unset)} count as unset`, async () => {
      const element = await createMeld(
        {},
        {display: unset, appearance: unset, credentials: unset, prefetch: unset, institutionName: unset},
      );
      const logged = await warningsOf(() => element.updateComplete);
      expect(logged).to.have.length(0);
      expect(textOf(part(element, 'button'))).to.equal('Reconnect');
    });
  }

  it('update the label of the button', async () => {
    const element = await create();
    element.setAttribute('institution-name', 'Meridian');
    await element.updateComplete;
    expect(textOf(part(element, 'button'))).to.equal('Reconnect Meridian');
  });
});

describe('unknown values', () => {
  const values = {display: 'sideways', appearance: 'invisible', credentials: 'omit', provider: 'acme'};
  for (const [attribute, value] of Object.entries(values)) {
    it(`of ${attribute} log one warning for any number of elements`, async () => {
      const logged = await warningsOf(async () => {
        for (let count = 0; count < 3; count++) {
          const element = await create(
            {...meldAttributes, [attribute]: value},
            {fetchToken: () => ({status: 'CONTINUE'})},
          );
          await element.open();
        }
      });
      expect(logged.filter(text => text.includes(value))).to.have.length(1);
      expect(logged[0]).to.contain('bank-reconnect');
    });
  }

  it("of display fall back to the provider's preferred display", async () => {
    const element = await createMeld({display: 'sideways'});
    let display;
    element.addEventListener('repair-requested', event => {
      ({display} = event.detail);
      event.preventDefault();
    });
    await element.open();
    expect(display).to.equal('modal');
  });

  it('of provider leave the choice to the backend', async () => {
    const element = await create({...meldAttributes, provider: 'acme'}, {fetchToken: () => ({status: 'CONTINUE'})});
    expect((await element.open()).type).to.equal('successful');
  });

  it('of provider fail with unknown-provider if the token answer names no other', async () => {
    const element = await create({...meldAttributes, provider: 'acme'}, {fetchToken: () => ({linkToken: 'x'})});
    expect(await element.open()).to.have.nested.property('detail.error.code', 'unknown-provider');
  });

  it('of provider that name inherited properties fail with unknown-provider', async () => {
    const element = await create({...meldAttributes, provider: 'constructor'}, {fetchToken: () => ({linkToken: 'x'})});
    expect(await element.open()).to.have.nested.property('detail.error.code', 'unknown-provider');
  });
});

describe('the element', () => {
  it('is idle and has no error initially', () => {
    const element = make();
    expect(element.state).to.equal('idle');
    expect(element.error).to.equal(undefined);
  });

  it('has a read-only state', () => {
    const element = make();
    expect(() => Object.assign(element, {state: 'open'})).to.throw();
    expect(element.state).to.equal('idle');
  });
});
