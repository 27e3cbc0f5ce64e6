import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {part} from '../helpers/fixture.js';
import {completeMessage, createMeld, loadedFrame, sayFrom, tokenAnswer} from '../helpers/meld-page.js';

const later = () => new Promise(resolve => setTimeout(resolve, 30));

describe('the focus', () => {
  it('stays in the element when its button makes way for the good news', async () => {
    const element = await createMeld({}, {fetchToken: () => ({status: 'CONTINUE'})});
    const button = part(element, 'button')!;
    button.focus();
    await element.open();
    await element.updateComplete;
    expect(part(element, 'button')).to.equal(undefined);
    expect(document.activeElement).to.equal(element);
    expect(element.shadowRoot!.activeElement).to.not.equal(null);
  });
});

describe('a connect token', () => {
  const withLife = (seconds: number) => {
    const iat = 1_700_000_000;
    const part = (value: object) => btoa(JSON.stringify(value)).replace(/=/g, '');
    return `${part({alg: 'HS256'})}.${part({iat, exp: iat + seconds})}.signature`;
  };

  it('whose life is over ends an open widget as token-expired, which can be tried again', async () => {
    const element = await createMeld({}, {fetchToken: () => tokenAnswer({connectToken: withLife(0.2)})});
    expect(await element.open()).to.have.nested.property('detail.error.code', 'token-expired');
    expect(element.error!.retryable).to.equal(true);
  });

  for (const [what, connectToken] of Object.entries({
    'of long ago that lives for hours': withLife(14_400),
    'that is no JWT': 'abc',
    'with a negative life': withLife(-5),
    'that lives longer than a timer can': withLife(10_000_000_000),
  })) {
    it(`${what} does not end it early`, async () => {
      const element = await createMeld({}, {fetchToken: () => tokenAnswer({connectToken})});
      const exit = element.open();
      const frame = await loadedFrame(element);
      await later();
      await sayFrom(frame.contentWindow!, completeMessage);
      expect((await exit).type).to.equal('successful');
    });
  }
});

describe('secrets', () => {
  it("are nowhere but in the frame's address, in no storage and in no event", async () => {
    const element = await createMeld(
      {},
      {fetchToken: () => tokenAnswer({widgetUrl: `${String(tokenAnswer().widgetUrl)}?connectToken=abc123`})},
    );
    const events = record(window);
    const exit = element.open();
    const frame = await loadedFrame(element);
    expect(frame.src).to.contain('abc123');
    const attributes = [...element.shadowRoot!.querySelectorAll('*'), element, ...document.querySelectorAll('head *')]
      .filter(node => node !== frame)
      .flatMap(node => [...node.attributes].map(({value}) => value));
    expect(attributes.join()).to.not.contain('abc123');
    expect(JSON.stringify([{...localStorage}, {...sessionStorage}, history.state])).to.not.contain('abc123');
    element.close();
    await exit;
    expect(JSON.stringify(events.all.map(({detail}) => detail as unknown))).to.not.match(/abc123|connect-token-secret/);
  });
});
