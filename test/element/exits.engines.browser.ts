import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {inState} from '../helpers/events.js';
import {part} from '../helpers/fixture.js';
import {completeMessage, openMeld} from '../helpers/meld-page.js';

describe('an abort', () => {
  it('by the close button has the reason closed', async () => {
    const {element, exit} = await openMeld();
    part(element, 'close')!.click();
    const {type, detail} = await exit;
    expect([type, 'reason' in detail && detail.reason]).to.deep.equal(['aborted', 'closed']);
  });

  it('by Escape has the reason closed', async () => {
    const {element, exit} = await openMeld();
    part(element, 'close')!.focus();
    await sendKeys({press: 'Escape'});
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
  });

  it('by repeated Escape dispatches one exit event', async () => {
    const {element, events, exit} = await openMeld();
    part(element, 'close')!.focus();
    for (let count = 0; count < 3; count++) await sendKeys({press: 'Escape'});
    await exit;
    expect(events.exits()).to.have.length(1);
  });
});

describe('open()', () => {
  it('resolves although a listener of the exit event throws', async () => {
    const {element, exit, post} = await openMeld();
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
      await post(completeMessage);
      expect((await exit).type).to.equal('successful');
      await inState(element, 'idle');
    } finally {
      window.onerror = onerror;
    }
    expect(errors).to.have.length(1);
  });
});
