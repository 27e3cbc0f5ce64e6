import {expect} from '@open-wc/testing';
import type {BankReconnectElement, CompletionRequest} from '../../src/index.js';
import {inState, record} from '../helpers/events.js';
import {part, shorten, textOf} from '../helpers/fixture.js';
import {completeMessage, createMeld, loadedFrame, openMeld, postFrom, tokenAnswer} from '../helpers/meld-page.js';
import {scriptedBackend} from '../helpers/scripted-backend.js';
import {until} from '../helpers/until.js';

async function succeed(properties: Partial<BankReconnectElement>, attributes: Record<string, string> = {}) {
  const page = await openMeld(attributes, properties);
  await page.post(completeMessage);
  return {...page, ...(await page.exit)};
}

describe('the completion', () => {
  it("is sent as a JSON POST with the ids and the widget's complete result", async () => {
    const backend = await scriptedBackend({complete: {status: 204}});
    const {events} = await succeed({}, backend.attributes);
    const [request, ...more] = await backend.journal('complete');
    expect(more).to.have.length(0);
    expect(request!.method).to.equal('POST');
    expect(request!.headers['content-type']).to.match(/^application\/json/);
    const {connectionId, repairId, provider, result} = request!.body;
    expect({connectionId, repairId, provider}).to.deep.equal({
      connectionId: 'conn_1',
      repairId: events.one('exited-successful').repairId,
      provider: 'meld',
    });
    expect(result).to.include({institutionId: 'inst_1', institutionName: 'First Harbor', accountCount: 1});
  });

  it('dispatches exited-successful only after the backend has accepted it', async () => {
    let answer!: (value: Response) => void;
    const {element, events, post, exit} = await openMeld(
      {},
      {completeRepair: () => new Promise<Response>(resolve => (answer = resolve))},
    );
    await post(completeMessage);
    await until(() => answer, 'the completion');
    expect(element.state).to.equal('completing');
    expect(events.exits()).to.have.length(0);
    answer(new Response(null, {status: 204}));
    expect((await exit).type).to.equal('successful');
  });

  it('passes a changed id, institution and accounts to the exit event', async () => {
    const {detail} = await succeed({
      completeRepair: () => ({
        outcome: 'successful',
        connectionId: 'conn_2',
        institution: {id: 'i', name: 'New'},
        accounts: [{id: 'a'}],
      }),
    });
    expect(detail).to.deep.include({
      connectionId: 'conn_1',
      resultingConnectionId: 'conn_2',
      institution: {id: 'i', name: 'New'},
      accounts: [{id: 'a'}],
    });
  });

  it('with the outcome aborted dispatches exited-aborted with the reason cancelled', async () => {
    const {type, detail} = await succeed({completeRepair: () => ({outcome: 'aborted'})});
    expect(type).to.equal('aborted');
    expect(detail).to.include({reason: 'cancelled'});
  });

  it('with the outcome pending succeeds, and the status decides about the confirmation', async () => {
    shorten({poll: 1});
    const {type, detail, events} = await succeed({
      completeRepair: () => ({outcome: 'pending'}),
      fetchStatus: () => ({provider: 'meld', status: 'ACTIVE'}),
    });
    expect(type).to.equal('successful');
    expect(detail).to.include({verifying: true});
    await events.next('repair-confirmed');
  });

  for (const answer of [undefined, null, {}, new Response(null, {status: 204})]) {
    it(`succeeds with the answer ${answer instanceof Response ? 'a Response without a body' : JSON.stringify(answer)}`, async () => {
      expect((await succeed({completeRepair: () => answer})).type).to.equal('successful');
    });
  }

  it('is retried once after a 503, with the same repairId', async () => {
    shorten({retry: 1});
    const backend = await scriptedBackend({complete: [{status: 503}, {status: 204}]});
    expect((await succeed({}, backend.attributes)).type).to.equal('successful');
    const ids = (await backend.journal('complete')).map(({body}) => body.repairId);
    expect(ids).to.have.length(2);
    expect(ids[0]).to.equal(ids[1]);
  });

  for (const [failure, code] of Object.entries({
    500: 'backend-unavailable',
    401: 'unauthorized',
    404: 'invalid-configuration',
  })) {
    it(`with the response ${failure} fails with completion-failed and the vendor code ${code}`, async () => {
      const {attributes} = await scriptedBackend({complete: {status: Number(failure)}});
      const {type, detail} = await succeed({}, attributes);
      expect(type).to.equal('errored');
      expect(detail).to.have.nested.property('error.code', 'completion-failed');
      expect(detail).to.have.nested.property('error.retryable', true);
      expect(detail).to.have.nested.property('error.vendor.code', code);
    });
  }

  /** A repair whose first completion fails. */
  async function failOnce() {
    const requests: CompletionRequest[] = [];
    let tokens = 0;
    const page = await succeed({
      fetchToken: () => {
        tokens++;
        return tokenAnswer();
      },
      completeRepair: request => {
        requests.push(request);
        return new Response(null, {status: requests.length === 1 ? 500 : 204});
      },
    });
    return {...page, requests, tokens: () => tokens};
  }

  it('is repeated by open() after a failure, without a widget and with the same repairId', async () => {
    const {element, requests, tokens} = await failOnce();
    const events = record(element);
    const {type} = await element.open();
    expect(type).to.equal('successful');
    expect(tokens()).to.equal(1);
    expect(requests).to.have.length(2);
    expect(requests[1]).to.deep.equal(requests[0]);
    expect(events.sequence()).to.deep.equal([
      'repair-requested',
      'idle→completing',
      'completing→idle',
      'exited-successful',
    ]);
    expect(events.one('repair-requested').repairId).to.equal(requests[0]!.repairId);
  });

  it('is repeated by "Try again" after a failure', async () => {
    const {element, requests} = await failOnce();
    await element.updateComplete;
    const button = part(element, 'button')!;
    expect(textOf(button)).to.equal('Try again');
    button.click();
    await until(() => requests.length === 2, 'the second completion');
    await inState(element, 'idle');
    expect(element.error).to.equal(undefined);
  });

  for (const code of ['not-repairable', 'connection-not-found'] as const) {
    it(`is not repeated after the final failure ${code}: open() starts at the bank`, async () => {
      const requests: CompletionRequest[] = [];
      const {element, detail} = await succeed({
        completeRepair: request => {
          requests.push(request);
          throw Object.assign(new Error('of the host'), {code});
        },
      });
      expect(detail).to.have.nested.property('error.code', 'completion-failed');
      expect(detail).to.have.nested.property('error.vendor.code', code);
      expect(detail).to.have.nested.property('error.retryable', false);
      void element.open();
      await loadedFrame(element);
      expect(requests).to.have.length(1);
    });
  }

  it('is repeated with a display that the answered provider does not have', async () => {
    let calls = 0;
    const {element} = await succeed(
      {
        fetchToken: () => tokenAnswer({provider: 'quiltt', widget: 'meld'}),
        completeRepair: () => {
          if (!calls++) throw new Error('of the host');
        },
      },
      {provider: '', display: 'inline'},
    );
    expect(element.error?.code).to.equal('completion-failed');
    expect((await element.open()).type).to.equal('successful');
    expect(calls).to.equal(2);
  });

  it('is not repeated after the connection has been another one in between', async () => {
    const {element, requests, tokens} = await failOnce();
    for (const id of ['conn_9', 'conn_1']) {
      element.connectionId = id;
      await element.updateComplete;
    }
    void element.open();
    await loadedFrame(element);
    expect(tokens()).to.equal(2);
    expect(requests).to.have.length(1);
  });

  it('is not repeated after it has succeeded', async () => {
    const {element, tokens} = await failOnce();
    await element.open();
    void element.open();
    await loadedFrame(element);
    expect(tokens()).to.equal(2);
  });

  it('is not repeated for another connection', async () => {
    const {element, requests, tokens} = await failOnce();
    element.connectionId = 'conn_9';
    await element.updateComplete;
    void element.open();
    await loadedFrame(element);
    expect(tokens()).to.equal(2);
    expect(requests).to.have.length(1);
  });

  it('is not repeated after the status property has been healthy', async () => {
    const {element, requests, tokens} = await failOnce();
    for (const [status, statusReason] of [
      ['RECONNECT_REQUIRED', 'LOGIN_REQUIRED'],
      ['ACTIVE', ''],
      ['RECONNECT_REQUIRED', 'LOGIN_REQUIRED'],
    ] as const) {
      Object.assign(element, {status, statusReason});
      await until(() => !part(element, 'button') === (status === 'ACTIVE'), status);
    }
    void element.open();
    await loadedFrame(element);
    expect(tokens()).to.equal(2);
    expect(requests).to.have.length(1);
  });

  it('puts no token and no result into an event', async () => {
    const element = await createMeld({}, {completeRepair: () => undefined});
    const events = record(element);
    const exit = element.open();
    const frame = await loadedFrame(element);
    await postFrom(frame.contentWindow!, {...completeMessage, secret: 'abc123'});
    await exit;
    const details = JSON.stringify(events.all.map(({detail}) => detail as unknown));
    expect(details).to.not.match(/abc123|connect-token-secret/);
  });
});
