import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';
import {create, make, part, textOf} from '../helpers/fixture.js';
import {createMeld, meldAttributes} from '../helpers/meld-page.js';

const texts = {
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

/** Runs `act` and gives what was warned of meanwhile. */
async function warnings(act: () => Promise<unknown>): Promise<string[]> {
  const console = window.console as {warn: (...args: unknown[]) => void};
  const {warn} = console;
  const heard: string[] = [];
  console.warn = (...args: unknown[]) => heard.push(args.join(' '));
  try {
    await act();
  } finally {
    console.warn = warn;
  }
  return heard;
}

describe('attributes', () => {
  for (const [attribute, property] of Object.entries(texts)) {
    it(`${attribute} is the property ${property}, from the start and when it changes`, async () => {
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
    it(`${attribute} is boolean, and the text "false" is false`, () => {
      const read = (value: string) => make({[attribute]: value})[property];
      expect(['', attribute, 'true', 'false'].map(read)).to.deep.equal([true, true, true, false]);
      expect(make()[property]).to.equal(false);
    });
  }

  for (const unset of [null, undefined, '']) {
    it(`${JSON.stringify(unset)} means unset`, async () => {
      const element = await createMeld(
        {},
        {display: unset, appearance: unset, credentials: unset, prefetch: unset, institutionName: unset},
      );
      const heard = await warnings(() => element.updateComplete);
      expect(heard).to.have.length(0);
      expect(textOf(part(element, 'button'))).to.equal('Reconnect');
    });
  }

  it('make the button follow', async () => {
    const element = await create();
    element.setAttribute('institution-name', 'Meridian');
    await element.updateComplete;
    expect(textOf(part(element, 'button'))).to.equal('Reconnect Meridian');
  });
});

describe('words nobody knows', () => {
  const words = {display: 'sideways', appearance: 'invisible', credentials: 'omit', provider: 'nobody'};
  for (const [attribute, word] of Object.entries(words)) {
    it(`of ${attribute} are warned of once, however many elements there are`, async () => {
      const heard = await warnings(async () => {
        for (let count = 0; count < 3; count++) {
          const element = await create(
            {...meldAttributes, [attribute]: word},
            {fetchToken: () => ({status: 'CONTINUE'})},
          );
          await element.open();
        }
      });
      expect(heard.filter(text => text.includes(word))).to.have.length(1);
      expect(heard[0]).to.contain('bank-reconnect');
    });
  }

  it('of display fall back to the best of the provider', async () => {
    const element = await createMeld({display: 'sideways'});
    let display;
    element.addEventListener('repair-requested', event => {
      ({display} = event.detail);
      event.preventDefault();
    });
    await element.open();
    expect(display).to.equal('modal');
  });

  it('of provider leave it to the backend', async () => {
    const element = await create({...meldAttributes, provider: 'nobody'}, {fetchToken: () => ({status: 'CONTINUE'})});
    expect((await element.open()).type).to.equal('successful');
  });

  it('of the provider finally chosen are unknown-provider', async () => {
    const element = await create({...meldAttributes, provider: 'nobody'}, {fetchToken: () => ({linkToken: 'x'})});
    expect(await element.open()).to.have.nested.property('detail.error.code', 'unknown-provider');
  });

  it('of a provider that is the name of something in JavaScript are unknown, too', async () => {
    const element = await create({...meldAttributes, provider: 'constructor'}, {fetchToken: () => ({linkToken: 'x'})});
    expect(await element.open()).to.have.nested.property('detail.error.code', 'unknown-provider');
  });
});

describe('the element', () => {
  it('has a state and no error before anything happens', () => {
    const element = make();
    expect(element.state).to.equal('idle');
    expect(element.error).to.equal(undefined);
  });

  it('does not let its state be written', () => {
    const element = make();
    expect(() => Object.assign(element, {state: 'open'})).to.throw();
    expect(element.state).to.equal('idle');
  });
});
