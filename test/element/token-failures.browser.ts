import {expect} from '@open-wc/testing';
import type {BankReconnectElement, ErrorCode} from '../../src/index.js';
import {record} from '../helpers/events.js';
import {create, shorten} from '../helpers/fixture.js';
import {createMeld, loadedFrame, meldAttributes, tokenAnswer} from '../helpers/meld-page.js';
import {type ScriptedAnswer} from '../helpers/scripted-backend.js';
import {errorOf, exitOf} from '../helpers/token-exit.js';

describe('a backend that fails', () => {
  const codes: Record<string, [ScriptedAnswer, ErrorCode, boolean]> = {
    '401': [{status: 401}, 'unauthorized', false],
    '403': [{status: 403}, 'unauthorized', false],
    '404': [{status: 404}, 'invalid-configuration', false],
    '409': [{status: 409}, 'not-repairable', false],
    '429': [{status: 429}, 'rate-limited', true],
    '500': [{status: 500}, 'backend-unavailable', true],
    '502 twice': [{status: 502}, 'backend-unavailable', true],
    'a page instead of JSON': [{body: '<h1>Hello</h1>', type: 'text/html'}, 'backend-unavailable', true],
    'JSON that is no object': [{body: '"yes"'}, 'backend-unavailable', true],
    'JSON without what the widget needs': [{body: {provider: 'meld'}}, 'invalid-token', false],
    'JSON that names no provider we know': [
      {body: {provider: 'nobody', widgetUrl: 'https://meld.io'}},
      'unknown-provider',
      false,
    ],
  };
  for (const [what, [answer, code, retryable]] of Object.entries(codes)) {
    it(`${what} is ${code}`, async () => {
      expect(await errorOf(answer)).to.include({code, retryable});
    });
  }

  it("a problem's own code wins over the HTTP status", async () => {
    const body = {title: 'Gone', code: 'connection-not-found'};
    expect(await errorOf({status: 404, body, type: 'application/problem+json'})).to.include({
      code: 'connection-not-found',
      retryable: false,
    });
  });

  it("a code that is not one of ours gives way to the status's", async () => {
    expect(await errorOf({status: 409, body: {code: 'boom'}})).to.include({code: 'not-repairable'});
  });

  it('says when another try makes sense, from Retry-After in seconds', async () => {
    expect(await errorOf({status: 429, header: ['Retry-After: 7']})).to.include({retryAfter: 7});
  });

  for (const failure of [{status: 502}, {status: 503}, {status: 504}]) {
    it(`${JSON.stringify(failure)} is tried once more, with the same repairId`, async () => {
      const {type, requests} = await exitOf([failure, {body: {status: 'CONTINUE'}}]);
      expect(type).to.equal('successful');
      expect(requests).to.have.length(2);
      expect(requests[0]!.body.repairId).to.equal(requests[1]!.body.repairId);
    });
  }

  it('a second failure in a row is the end', async () => {
    const {requests} = await errorOf([{status: 503}, {status: 503}, {body: {status: 'CONTINUE'}}]);
    expect(requests).to.have.length(2);
  });

  for (const status of [400, 401, 404, 409, 429, 500]) {
    it(`${status} is not tried again`, async () => {
      const {requests} = await errorOf([{status}, {body: {status: 'CONTINUE'}}]);
      expect(requests).to.have.length(1);
    });
  }

  it('says which member of the answer is missing, without telling the others', async () => {
    const {error} = await errorOf({body: {provider: 'meld', connectToken: 'abc123'}});
    expect(error.message).to.contain('widgetUrl');
    expect(JSON.stringify(error)).to.not.contain('abc123');
  });

  it('an answer for Plaid without a link token says so', async () => {
    const {error} = await errorOf({body: {provider: 'plaid'}});
    expect(error.code).to.equal('invalid-token');
    expect(error.message).to.contain('linkToken');
  });

  it('being offline is offline', async () => {
    Object.defineProperty(navigator, 'onLine', {value: false, configurable: true});
    try {
      expect(await errorOf({drop: true})).to.include({code: 'offline', retryable: true});
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
  });

  it('can be tried again, with a new repairId', async () => {
    const ids: string[] = [];
    const element = await createMeld(
      {},
      {
        fetchToken: ({repairId}) => {
          ids.push(repairId);
          return ids.length === 1 ? new Response(null, {status: 500}) : tokenAnswer();
        },
      },
    );
    await element.open();
    expect(element.error?.code).to.equal('backend-unavailable');
    void element.open();
    expect(element.error).to.equal(undefined);
    await loadedFrame(element);
    expect(ids).to.have.length(2);
    expect(ids[0]).to.not.equal(ids[1]);
  });
});

describe('a host that makes a mistake', () => {
  const mistakes: Record<string, Partial<BankReconnectElement>> = {
    'a fetchToken that gives nothing': {fetchToken: () => undefined},
    'a fetchToken that throws no error': {
      fetchToken: () => {
        throw null as unknown as Error;
      },
    },
    'headers that cannot be had': {
      headers: () => {
        throw new Error('abc123');
      },
    },
    'a token-url that is none': {tokenUrl: 'http://['},
  };
  for (const [what, properties] of Object.entries(mistakes)) {
    it(`${what} gets one exit with one of our codes`, async () => {
      shorten({retry: 1});
      const element = await create({...meldAttributes, 'token-url': '/scripted'}, properties);
      const events = record(element);
      await element.open();
      expect(events.exits()).to.have.length(1);
      const {error} = events.one('exited-errored');
      expect(error.code).to.be.oneOf(['backend-unavailable', 'invalid-configuration']);
      expect(JSON.stringify(error)).to.not.contain('abc123');
    });
  }
});
