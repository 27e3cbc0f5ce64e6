import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {part} from '../helpers/fixture.js';
import {completeMessage, createMeld, loadedFrame, postFrom, tokenAnswer} from '../helpers/meld-page.js';

const later = () => new Promise(resolve => setTimeout(resolve, 30));

describe('the focus', () => {
  it('stays in the element when the success message replaces its button', async () => {
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
  const withLifetime = (seconds: number) => {
    const iat = 1_700_000_000;
    const part = (value: object) => btoa(JSON.stringify(value)).replace(/=/g, '');
    return `${part({alg: 'HS256'})}.${part({iat, exp: iat + seconds})}.signature`;
  };

  it('that expires ends an open widget with token-expired, which is retryable', async () => {
    const element = await createMeld({}, {fetchToken: () => tokenAnswer({connectToken: withLifetime(0.2)})});
    expect(await element.open()).to.have.nested.property('detail.error.code', 'token-expired');
    expect(element.error!.retryable).to.equal(true);
  });

  for (const [what, connectToken] of Object.entries({
    'issued long ago with a lifetime of hours': withLifetime(14_400),
    'that is not a JWT': 'abc',
    'with a negative lifetime': withLifetime(-5),
    'with a lifetime beyond the longest timer': withLifetime(10_000_000_000),
  })) {
    it(`${what} does not end the widget early`, async () => {
      const element = await createMeld({}, {fetchToken: () => tokenAnswer({connectToken})});
      const exit = element.open();
      const frame = await loadedFrame(element);
      await later();
      await postFrom(frame.contentWindow!, completeMessage);
      expect((await exit).type).to.equal('successful');
    });
  }
});

describe('secrets', () => {
  it("appear only in the frame's src, and in no other attribute, storage or event", async () => {
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
