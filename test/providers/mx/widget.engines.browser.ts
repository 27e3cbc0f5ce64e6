import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {leftBehind} from '../../helpers/left-behind.js';
import {part} from '../../helpers/fixture.js';
import {foreignUrl, loadedFrame, postFrom, widgetUrl} from '../../helpers/meld-page.js';
import {until} from '../../helpers/until.js';
import {connected, createMx, mxMessage, openMx} from '../../helpers/mx-page.js';

describe('MX Connect', () => {
  it('is shown in a frame with a referrer, and is open with its first message', async () => {
    const {element, events, frame, post} = await openMx();
    expect(frame.src).to.equal(widgetUrl);
    expect(frame.referrerPolicy).to.equal('strict-origin');
    expect(frame.hasAttribute('sandbox')).to.equal(false);
    expect(element.state).to.equal('opening');
    await post(mxMessage('load'), mxMessage('connect/loaded', {initial_step: 'enterCreds'}));
    expect(element.state).to.equal('open');
    expect(events.of('widget-loaded')).to.have.length(1);
  });

  it('succeeds by Escape after memberConnected', async () => {
    const {element, post, exit} = await openMx();
    await post(connected);
    part(element, 'close')!.focus();
    await sendKeys({press: 'Escape'});
    expect((await exit).type).to.equal('successful');
  });

  it('accepts messages from its own window and origin only', async () => {
    const {element, events, frame, post} = await openMx();
    postMessage(connected, '*');
    dispatchEvent(new MessageEvent('message', {data: connected, origin: new URL(widgetUrl).origin}));
    await post(null, 'invalid', {mx: true}, {type: 'mx/connect/memberConnected'}, {mx: 1, type: 'mx/load'});
    expect(element.state).to.equal('opening');
    expect(events.of('widget-event')).to.have.length(0);
    frame.src = foreignUrl;
    // The previous page answers until then.
    const hasLoaded = () =>
      frame.contentDocument?.URL === foreignUrl && frame.contentDocument.readyState === 'complete';
    await until(hasLoaded, 'the other page');
    await postFrom(frame.contentWindow!, connected);
    expect(element.state).to.equal('opening');
  });

  it('leaves nothing behind after any end', async () => {
    for (const end of ['Done', 'the button', 'close()', 'removal']) {
      const element = await createMx();
      const before = leftBehind(element);
      const exit = element.open();
      const frame = await loadedFrame(element);
      await postFrom(frame.contentWindow!, connected);
      if (end === 'Done') await postFrom(frame.contentWindow!, mxMessage('connect/connected/primaryAction'));
      else if (end === 'the button') part(element, 'close')!.click();
      else if (end === 'close()') element.close();
      else element.remove();
      expect((await exit).type).to.equal(end === 'removal' ? 'removed' : 'successful');
      expect(leftBehind(element), end).to.deep.equal(before);
      element.remove();
    }
  });
});
