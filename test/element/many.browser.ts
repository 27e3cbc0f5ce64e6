import {leftBehind} from '../helpers/left-behind.js';
import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {make, part, textOf, track} from '../helpers/fixture.js';
import {completeMessage, loadedFrame, meldAttributes, sayFrom, tokenAnswer} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

const COUNT = 1000;

/** A page full of them: every other one with a status that needs the person. */
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

/** What has been asked for over the network, by what is in its address. */
const asked = (what: string): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({name}) => name)
    .filter(name => name.includes(what));

describe('a thousand elements', function () {
  // So many take a slow machine longer than other tests.
  this.timeout(60_000);
  before(() => performance.setResourceTimingBufferSize(5000));

  it('ask the host for nothing, load a table once, and keep nothing at the page', async () => {
    const {list, elements} = fill();
    const before = leftBehind(list);
    track(list);
    const last = elements.at(-1)!;
    await until(() => part(last, 'advice'), 'the last advice', 30_000);
    expect(elements.filter(element => part(element, 'button'))).to.have.length(COUNT);
    expect(elements.filter(element => part(element, 'advice'))).to.have.length(COUNT / 2);
    expect(asked('/never/')).to.have.length(0);
    expect(asked('/meld/health')).to.have.length(1);
    const {listeners, timers} = leftBehind(list);
    expect([listeners, timers]).to.deep.equal([before.listeners, before.timers]);
    list.remove();
    expect(leftBehind(list)).to.deep.equal(before);
  });

  it('leave each other alone while one of them is repaired', async () => {
    const {list, elements} = fill();
    track(list);
    const [first, second] = [elements[COUNT / 2]!, elements.at(-1)!];
    await until(() => part(second, 'advice'), 'the last advice', 30_000);
    const events = record(second);
    first.statusUrl = null;
    const exit = first.open();
    const frame = await loadedFrame(first);
    expect(elements.filter(({state}) => state !== 'idle')).to.deep.equal([first]);
    await sayFrom(frame.contentWindow!, completeMessage);
    expect((await exit).type).to.equal('successful');
    expect(events.story()).to.deep.equal([]);
    expect(textOf(part(second, 'button'))).to.equal('Reconnect First Harbor');
  });
});
