import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {inState} from '../helpers/events.js';
import {part} from '../helpers/fixture.js';
import {completeMessage, openMeld} from '../helpers/meld-page.js';

describe('leaving', () => {
  it('by our close button is aborted, closed', async () => {
    const {element, exit} = await openMeld();
    part(element, 'close')!.click();
    const {type, detail} = await exit;
    expect([type, 'reason' in detail && detail.reason]).to.deep.equal(['aborted', 'closed']);
  });

  it('by Escape is aborted, closed', async () => {
    const {element, exit} = await openMeld();
    part(element, 'close')!.focus();
    await sendKeys({press: 'Escape'});
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
  });

  it('by Escape pressed again and again has one exit', async () => {
    const {element, events, exit} = await openMeld();
    part(element, 'close')!.focus();
    for (let count = 0; count < 3; count++) await sendKeys({press: 'Escape'});
    await exit;
    expect(events.exits()).to.have.length(1);
  });
});

describe('the promise of open()', () => {
  it('survives a listener that throws', async () => {
    const {element, exit, say} = await openMeld();
    const errors: unknown[] = [];
    const {onerror} = window;
    window.onerror = (...[, , , , error]) => {
      errors.push(error);
      return true;
    };
    try {
      element.addEventListener('exited-successful', () => {
        throw new Error('of the page');
      });
      await say(completeMessage);
      expect((await exit).type).to.equal('successful');
      await inState(element, 'idle');
    } finally {
      window.onerror = onerror;
    }
    expect(errors).to.have.length(1);
  });
});
