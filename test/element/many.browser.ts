import {leftBehind} from '../helpers/left-behind.js';
import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {make, part, textOf, track} from '../helpers/fixture.js';
import {completeMessage, loadedFrame, meldAttributes, postFrom, tokenAnswer} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

const COUNT = 1000;

/** Creates a list of elements. Every other one has a status that requires the person. */
function fill(): {list: HTMLElement; elements: ReturnType<typeof make>[]} {
  const list = document.createElement('div');
  const elements = Array.from({length: COUNT}, (_, index) =>
    make(
      {
        ...meldAttributes,
        'connection-id': `conn_${index}`,
        'token-url': '/never/token',
        'status-url': '/never/status',
        ...(index % 2 && {status: 'RECONNECT_REQUIRED'}),
      },
      {fetchToken: () => tokenAnswer()},
    ),
  );
  list.append(...elements);
  return {list, elements};
}

/** The requested URLs that contain `text`. */
const requested = (text: string): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({name}) => name)
    .filter(name => name.includes(text));

describe('a thousand elements', function () {
  // Creating them takes a slow machine longer than other tests.
  this.timeout(60_000);
  before(() => performance.setResourceTimingBufferSize(5000));

  it('send no request to the host, load a status table once, and leave nothing behind', async () => {
    const {list, elements} = fill();
    const before = leftBehind(list);
    track(list);
    const last = elements.at(-1)!;
    await until(() => part(last, 'advice'), 'the last advice', 30_000);
    expect(elements.filter(element => part(element, 'button'))).to.have.length(COUNT);
    expect(elements.filter(element => part(element, 'advice'))).to.have.length(COUNT / 2);
    expect(requested('/never/')).to.have.length(0);
    expect(requested('/meld/health')).to.have.length(1);
    const {listeners, timers} = leftBehind(list);
    expect([listeners, timers]).to.deep.equal([before.listeners, before.timers]);
    list.remove();
    expect(leftBehind(list)).to.deep.equal(before);
  });

  it('do not affect each other during the repair of one', async () => {
    const {list, elements} = fill();
    track(list);
    const [first, second] = [elements[COUNT / 2]!, elements.at(-1)!];
    await until(() => part(second, 'advice'), 'the last advice', 30_000);
    const events = record(second);
    first.statusUrl = null;
    const exit = first.open();
    const frame = await loadedFrame(first);
    expect(elements.filter(({state}) => state !== 'idle')).to.deep.equal([first]);
    await postFrom(frame.contentWindow!, completeMessage);
    expect((await exit).type).to.equal('successful');
    expect(events.sequence()).to.deep.equal([]);
    expect(textOf(part(second, 'button'))).to.equal('Reconnect First Harbor');
  });
});
