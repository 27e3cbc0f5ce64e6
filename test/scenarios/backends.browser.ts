import {expect} from '@open-wc/testing';
import {limits} from '../../src/repair/limits.js';
import {record} from '../helpers/events.js';
import {create, shorten} from '../helpers/fixture.js';
import {
  completeMessage,
  createMeld,
  loadedFrame,
  meldAttributes,
  openMeld,
  postFrom,
  tokenAnswer,
} from '../helpers/meld-page.js';
import {scriptedBackend, type ScriptedAnswer} from '../helpers/scripted-backend.js';
import {exitOf} from '../helpers/token-exit.js';
import {until} from '../helpers/until.js';

const CONTINUE = {status: 'CONTINUE'};

/** An answer of so many bytes. */
const longAnswer = (padding: number): ScriptedAnswer => ({body: CONTINUE, padding});

/** Backends whose answer never ends. The limit of time ends them. */
const endless: Record<string, ScriptedAnswer> = {
  hangs: {hang: true},
  'sends its answer byte by byte, for ever': {body: CONTINUE, drip: 1},
};

/** Backends whose answer is of no use. */
const useless: Record<string, ScriptedAnswer> = {
  'resets the connection': {drop: true},
  'resets the connection in the middle of its answer': {body: CONTINUE, cut: true},
  'answers 10 MB': longAnswer(10_000_000),
  'answers without end': {body: CONTINUE, drip: 100_000},
};

describe('the limits of an answer', () => {
  it('are 30 seconds with its body', () => {
    expect(limits.answer).to.equal(30_000);
  });

  for (const [what, answer] of Object.entries(endless)) {
    it(`end the request of a backend that ${what}`, async () => {
      shorten({answer: 300});
      const backend = await scriptedBackend({token: answer});
      const element = await create({...meldAttributes, ...backend.attributes});
      const {detail} = await element.open();
      expect(detail).to.have.nested.property('error.code', 'backend-unavailable');
      expect(detail).to.have.nested.property('error.retryable', true);
      await until(async () => (await backend.journal('token'))[0]!.aborted, 'the end of the request');
    });
  }

  for (const [what, answer] of Object.entries(useless)) {
    it(`make a backend that ${what} unavailable`, async () => {
      const {detail} = await exitOf(answer);
      expect(detail).to.have.nested.property('error.code', 'backend-unavailable');
    });
  }

  it('name the length of an answer that is too long, and do not ask for it again', async () => {
    const {detail, requests} = await exitOf(longAnswer(1_000_001));
    expect(detail).to.have.nested.property('error.message', 'The answer is longer than 1 MB');
    expect(requests).to.have.length(1);
  });

  it('admit an answer of 900 kB', async () => {
    expect((await exitOf(longAnswer(900_000))).type).to.equal('successful');
  });

  it('allow one more try after a connection that has been reset, at once or in the middle of an answer', async () => {
    for (const failure of [{drop: true}, {body: CONTINUE, cut: true}]) {
      const {type, requests} = await exitOf([failure, {body: CONTINUE}]);
      expect(type).to.equal('successful');
      expect(new Set(requests.map(({body}) => body.repairId)).size).to.equal(1);
    }
  });
});

describe("a response of a host's client", () => {
  /** A response whose body never ends, in parts of that size. */
  function endlessResponse(size: number) {
    let isCancelled = false;
    const body = new ReadableStream({
      pull: async controller => {
        await new Promise(resolve => setTimeout(resolve, 1));
        if (!isCancelled) controller.enqueue(new Uint8Array(size));
      },
      cancel: () => void (isCancelled = true),
    });
    return {response: new Response(body), isCancelled: () => isCancelled};
  }

  for (const [what, size] of Object.entries({slowly: 1, fast: 100_000})) {
    it(`that comes ${what} and without end is cancelled`, async () => {
      shorten({answer: size === 1 ? 300 : 30_000});
      const {response, isCancelled} = endlessResponse(size);
      const element = await createMeld({}, {fetchToken: () => response});
      expect(await element.open()).to.have.nested.property('detail.error.code', 'backend-unavailable');
      await until(isCancelled, 'the end of the body');
    });
  }

  it('that comes without end is cancelled by close()', async () => {
    const {response, isCancelled} = endlessResponse(1);
    const element = await createMeld({}, {fetchToken: () => response});
    const exit = element.open();
    await until(() => response.bodyUsed, 'the first part');
    element.close();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
    await until(isCancelled, 'the end of the body');
  });
});

describe('a backend that fails after the bank', () => {
  for (const [what, answer] of Object.entries({...endless, ...useless})) {
    it(`because it ${what} fails as completion-failed, and "Try again" completes the repair`, async () => {
      shorten({retry: 1});
      const backend = await scriptedBackend({token: {body: tokenAnswer()}, complete: answer});
      const repaired = await scriptedBackend({complete: {body: {connectionId: 'conn_2'}}});
      const element = await create({...meldAttributes, ...backend.attributes});
      const events = record(element);
      const exit = element.open();
      const frame = await loadedFrame(element);
      shorten({answer: 300});
      await postFrom(frame.contentWindow!, completeMessage);
      expect(await exit).to.have.nested.property('detail.error.code', 'completion-failed');
      expect(await exit).to.have.nested.property('detail.error.vendor.code', 'backend-unavailable');
      element.completeUrl = repaired.attributes['complete-url'];
      shorten({answer: 30_000});
      expect((await element.open()).type).to.equal('successful');
      expect(events.one('exited-successful').resultingConnectionId).to.equal('conn_2');
    });
  }

  for (const [what, answer] of Object.entries({...endless, ...useless})) {
    it(`because its status ${what} leaves the repair unconfirmed, and unknown`, async () => {
      shorten({verification: 300, poll: 50, answer: 300});
      const backend = await scriptedBackend({status: answer});
      const {events, post} = await openMeld(backend.attributes);
      void post(completeMessage);
      expect((await events.next('repair-unconfirmed')).reason).to.equal('unknown');
    });
  }
});
