import {expect} from '@open-wc/testing';
import {track} from '../helpers/fixture.js';
import {until} from '../helpers/until.js';
import {completeMessage, foreignUrl, message, openMeld, postFrom, widgetUrl} from '../helpers/meld-page.js';

/** A frame that is not the widget's. */
async function otherFrame(src: string): Promise<Window> {
  const frame = document.createElement('iframe');
  const loaded = new Promise(resolve => frame.addEventListener('load', resolve));
  track(Object.assign(frame, {src}));
  await loaded;
  return frame.contentWindow!;
}

describe('a forged message', () => {
  it("from another window of the widget's origin is ignored", async () => {
    const other = await otherFrame(widgetUrl);
    const {element, events} = await openMeld();
    await postFrom(other, message('init'), completeMessage);
    expect(element.state).to.equal('opening');
    expect(events.exits()).to.have.length(0);
  });

  it("from the widget's window at another origin is ignored", async () => {
    const {element, events, frame} = await openMeld();
    // A frame can navigate away from its first page, which may still be loading, so that `load` could be its event.
    frame.src = foreignUrl;
    const hasLoaded = () =>
      frame.contentDocument?.URL === foreignUrl && frame.contentDocument.readyState === 'complete';
    await until(hasLoaded, 'the other page');
    await postFrom(frame.contentWindow!, message('init'), completeMessage);
    expect(element.state).to.equal('opening');
    expect(events.exits()).to.have.length(0);
  });

  it('from the page itself is ignored', async () => {
    const {element, events, post} = await openMeld();
    postMessage(completeMessage, '*');
    dispatchEvent(new MessageEvent('message', {data: completeMessage, origin: new URL(widgetUrl).origin}));
    dispatchEvent(new MessageEvent('message', {data: completeMessage, source: window}));
    await post();
    expect(element.state).to.equal('opening');
    expect(events.exits()).to.have.length(0);
  });

  it("from the widget's window with invalid data is ignored", async () => {
    const {element, events, post} = await openMeld();
    const invalid = [
      null,
      undefined,
      0,
      true,
      '',
      'connect_complete',
      'null',
      '{',
      '[]',
      '"connect_complete"',
      [],
      ['connect_complete'],
      {},
      {eventName: 'connect_complete'},
      {domain: 'meld-connect'},
      {domain: 'meld-connect', eventName: null},
      {domain: 'meld-connect', eventName: {}},
      {domain: 'mx', eventName: 'connect_complete'},
      {domain: ['meld-connect'], eventName: 'connect_complete'},
      new Map([['domain', 'meld-connect']]),
      new ArrayBuffer(8),
    ];
    await post(...invalid);
    expect(element.state).to.equal('opening');
    expect(events.of('widget-event')).to.have.length(0);
    expect(events.exits()).to.have.length(0);
  });

  it('does not prevent a valid message from being handled', async () => {
    const {exit, post} = await openMeld();
    await post(null, 'junk', completeMessage);
    expect((await exit).type).to.equal('successful');
  });

  it('with invalid details is read without them, and later messages are still handled', async () => {
    const {element, post, exit} = await openMeld();
    await post(message('error', {metadata: null, accounts: 5}), message('error', {metadata: '{{'}));
    expect(element.state).to.equal('open');
    await post(message('connect_complete', {accounts: [null, 5, 'x']}));
    expect((await exit).type).to.equal('successful');
  });
});
