import {expect} from '@open-wc/testing';
import {track} from '../helpers/fixture.js';
import {until} from '../helpers/until.js';
import {completeMessage, foreignUrl, message, openMeld, sayFrom, widgetUrl} from '../helpers/meld-page.js';

/** A frame that is not the widget's. */
async function otherFrame(src: string): Promise<Window> {
  const frame = document.createElement('iframe');
  const loaded = new Promise(resolve => frame.addEventListener('load', resolve));
  track(Object.assign(frame, {src}));
  await loaded;
  return frame.contentWindow!;
}

describe('a forged message', () => {
  it("from another window of the widget's own origin changes nothing", async () => {
    const other = await otherFrame(widgetUrl);
    const {element, events} = await openMeld();
    await sayFrom(other, message('init'), completeMessage);
    expect(element.state).to.equal('opening');
    expect(events.exits()).to.have.length(0);
  });

  it("from the widget's window at another origin changes nothing", async () => {
    const {element, events, frame} = await openMeld();
    // A frame can have navigated away from where it was sent. Its own load may still be under way, hence not the event.
    frame.src = foreignUrl;
    const isThere = () => frame.contentDocument?.URL === foreignUrl && frame.contentDocument.readyState === 'complete';
    await until(isThere, 'the other page');
    await sayFrom(frame.contentWindow!, message('init'), completeMessage);
    expect(element.state).to.equal('opening');
    expect(events.exits()).to.have.length(0);
  });

  it('of the page itself changes nothing', async () => {
    const {element, events, say} = await openMeld();
    postMessage(completeMessage, '*');
    dispatchEvent(new MessageEvent('message', {data: completeMessage, origin: new URL(widgetUrl).origin}));
    dispatchEvent(new MessageEvent('message', {data: completeMessage, source: window}));
    await say();
    expect(element.state).to.equal('opening');
    expect(events.exits()).to.have.length(0);
  });

  it("from the widget's window with junk changes nothing", async () => {
    const {element, events, say} = await openMeld();
    const junk = [
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
    await say(...junk);
    expect(element.state).to.equal('opening');
    expect(events.of('widget-event')).to.have.length(0);
    expect(events.exits()).to.have.length(0);
  });

  it('does not keep a real one from counting', async () => {
    const {exit, say} = await openMeld();
    await say(null, 'junk', completeMessage);
    expect((await exit).type).to.equal('successful');
  });

  it("with broken details is understood as far as it goes, and does not end the widget's listening", async () => {
    const {element, say, exit} = await openMeld();
    await say(message('error', {metadata: null, accounts: 5}), message('error', {metadata: '{{'}));
    expect(element.state).to.equal('open');
    await say(message('connect_complete', {accounts: [null, 5, 'x']}));
    expect((await exit).type).to.equal('successful');
  });
});
