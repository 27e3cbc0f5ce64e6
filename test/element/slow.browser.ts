import {expect} from '@open-wc/testing';
import {part, said, shorten, textOf} from '../helpers/fixture.js';
import {loadedFrame, message, openMeld} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

describe('a slow widget', () => {
  const openSlow = async (attributes: Record<string, string> = {}) => {
    shorten({slow: 20});
    const page = await openMeld(attributes);
    await until(() => part(page.element, 'retry'), 'Try again');
    return page;
  };

  it('that reports in after all is slow no longer', async () => {
    const {element, say} = await openSlow();
    await say(message('init'));
    await element.updateComplete;
    expect(part(element, 'retry')).to.equal(undefined);
    expect(said(element)).to.not.contain('longer than usual');
    expect(element.state).to.equal('open');
  });

  it('left by its Close is load-timeout', async () => {
    const {element, exit} = await openSlow();
    part(element, 'cancel')!.click();
    expect(await exit).to.have.nested.property('detail.error.code', 'load-timeout');
    expect(element.error?.retryable).to.equal(true);
  });

  it('left by our close button is load-timeout', async () => {
    const {element, exit} = await openSlow();
    part(element, 'close')!.click();
    expect(await exit).to.have.nested.property('detail.error.code', 'load-timeout');
  });

  it('left by close() is closed', async () => {
    const {element, exit} = await openSlow();
    element.close();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
  });

  it('is given up and started anew by Try again: one exit, one new repair', async () => {
    const {element, events, exit, frame} = await openSlow();
    shorten({slow: 10_000});
    part(element, 'retry')!.click();
    expect(await exit).to.have.nested.property('detail.error.code', 'load-timeout');
    const fresh = await loadedFrame(element);
    expect(fresh).to.not.equal(frame);
    expect(events.of('repair-requested')).to.have.length(2);
    expect(events.exits()).to.have.length(1);
  });

  it('that came up in time is closed, not timed out, by our close button', async () => {
    const {element, exit, say} = await openMeld();
    await say(message('init'));
    part(element, 'close')!.click();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
  });

  it('in the page is said to be slow once, and offers each way out once', async () => {
    const {element} = await openSlow({display: 'inline'});
    await element.updateComplete;
    const inside = (selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)].map(textOf);
    expect(inside('[role=status]').filter(text => text.includes('longer than usual'))).to.have.length(1);
    expect(inside('button').filter(text => text === 'Try again')).to.have.length(1);
    expect(inside('button').filter(text => text === 'Close')).to.have.length(1);
  });
});
