import {expect} from '@open-wc/testing';
import {part, announcement, shorten, textOf} from '../helpers/fixture.js';
import {loadedFrame, message, openMeld} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

describe('a slow widget', () => {
  const openSlow = async (attributes: Record<string, string> = {}) => {
    shorten({slow: 20});
    const page = await openMeld(attributes);
    await until(() => part(page.element, 'retry'), 'Try again');
    return page;
  };

  it('shows no message and no "Try again" after it has loaded', async () => {
    const {element, post} = await openSlow();
    await post(message('init'));
    await element.updateComplete;
    expect(part(element, 'retry')).to.equal(undefined);
    expect(announcement(element)).to.not.contain('longer than usual');
    expect(element.state).to.equal('open');
  });

  it('fails with load-timeout by the button "Close"', async () => {
    const {element, exit} = await openSlow();
    part(element, 'cancel')!.click();
    expect(await exit).to.have.nested.property('detail.error.code', 'load-timeout');
    expect(element.error?.retryable).to.equal(true);
  });

  it('fails with load-timeout by the close button of the dialog', async () => {
    const {element, exit} = await openSlow();
    part(element, 'close')!.click();
    expect(await exit).to.have.nested.property('detail.error.code', 'load-timeout');
  });

  it('aborts with the reason closed by close()', async () => {
    const {element, exit} = await openSlow();
    element.close();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
  });

  it('is replaced by "Try again", with one exit event and one new repair', async () => {
    const {element, events, exit, frame} = await openSlow();
    shorten({slow: 10_000});
    part(element, 'retry')!.click();
    expect(await exit).to.have.nested.property('detail.error.code', 'load-timeout');
    const second = await loadedFrame(element);
    expect(second).to.not.equal(frame);
    expect(events.of('repair-requested')).to.have.length(2);
    expect(events.exits()).to.have.length(1);
  });

  it('that has loaded aborts with the reason closed by the close button of the dialog', async () => {
    const {element, exit, post} = await openMeld();
    await post(message('init'));
    part(element, 'close')!.click();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
  });

  it('is announced once with the display inline, with one button of each kind', async () => {
    const {element} = await openSlow({display: 'inline'});
    await element.updateComplete;
    const inside = (selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)].map(textOf);
    expect(inside('[role=status]').filter(text => text.includes('longer than usual'))).to.have.length(1);
    expect(inside('button').filter(text => text === 'Try again')).to.have.length(1);
    expect(inside('button').filter(text => text === 'Close')).to.have.length(1);
  });
});
