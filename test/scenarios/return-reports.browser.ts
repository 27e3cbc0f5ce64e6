import {expect} from '@open-wc/testing';
import {announcement} from '../helpers/fixture.js';
import {shorten} from '../helpers/fixture.js';
import {config} from '../helpers/test-config.js';
import {installWindows, openPopup, windows} from '../helpers/popup-page.js';
import {until} from '../helpers/until.js';

installWindows();

const CHANNEL = 'bank-reconnect-return';
const reportOf = (repairId: string) => ({type: CHANNEL, repairId});
const isAsking = (element: Element) => announcement(element) === 'Checking the connection…';

async function open() {
  const page = await openPopup();
  const {repairId} = page.events.one('widget-opened');
  const message = (
    data: unknown,
    {origin = location.origin, source = windows[0]}: {origin?: string; source?: unknown} = {},
  ) => dispatchEvent(Object.defineProperties(new MessageEvent('message', {data, origin}), {source: {value: source}}));
  return {...page, repairId, message};
}

/** The ways of a report, each with the element's repair id or another one. */
const ways: Record<string, (page: Awaited<ReturnType<typeof open>>, repairId: string) => void> = {
  'the opener': ({message}, repairId) => void message(reportOf(repairId)),
  'the broadcast channel': (_, repairId) => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage(reportOf(repairId));
    channel.close();
  },
  'local storage': (_, repairId) =>
    void dispatchEvent(new StorageEvent('storage', {key: CHANNEL, newValue: JSON.stringify(reportOf(repairId))})),
};

describe('a report of the return page', () => {
  for (const [way, send] of Object.entries(ways)) {
    it(`over ${way} ends the repair as returned, if the status reports no end in time`, async () => {
      shorten({returned: 40});
      const page = await open();
      send(page, page.repairId);
      expect((await page.exit).detail).to.include({reason: 'returned'});
    });

    it(`over ${way} is a hint: a success that follows counts`, async () => {
      const page = await open();
      send(page, page.repairId);
      await until(() => isAsking(page.element), 'the check');
      page.backend.repair = 'completed';
      expect((await page.exit).type).to.equal('successful');
    });

    it(`over ${way} about another repair is ignored`, async () => {
      const page = await open();
      send(page, '1-2-3-4');
      const {requests} = page.backend;
      await until(() => page.backend.requests > requests + 2, 'further requests');
      expect(isAsking(page.element)).to.equal(false);
      page.element.close();
    });
  }

  for (const [what, forge] of Object.entries({
    'from another origin': {
      origin: config.origins.loopback === location.origin ? config.origins.localhost : config.origins.loopback,
    },
    'from another window': {source: window},
    'without a window': {source: null as unknown},
  })) {
    it(`${what} is ignored`, async () => {
      const page = await open();
      page.message(reportOf(page.repairId), forge);
      const {requests} = page.backend;
      await until(() => page.backend.requests > requests + 2, 'further requests');
      expect(isAsking(page.element)).to.equal(false);
      page.element.close();
    });
  }

  it('with other data is ignored', async () => {
    const page = await open();
    for (const data of [null, '', 1, [], {}, {type: CHANNEL}, {repairId: page.repairId}]) page.message(data);
    for (const newValue of [null, '', '{', 'null', '"x"']) {
      dispatchEvent(new StorageEvent('storage', {key: CHANNEL, newValue}));
    }
    const {requests} = page.backend;
    await until(() => page.backend.requests > requests + 2, 'further requests');
    expect(isAsking(page.element)).to.equal(false);
    page.element.close();
  });
});
