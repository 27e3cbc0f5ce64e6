import {expect} from '@open-wc/testing';
import type {BankReconnectElement, ErrorCode} from '../../src/index.js';
import {record} from '../helpers/events.js';
import {create, shorten, track} from '../helpers/fixture.js';
import {createMeld, loadedFrame, meldAttributes, tokenAnswer, widgetUrl} from '../helpers/meld-page.js';
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
    'a dropped connection': [{drop: true}, 'backend-unavailable', true],
    'a page instead of JSON': [{body: '<h1>Hello</h1>', type: 'text/html'}, 'backend-unavailable', true],
    'an empty answer': [{status: 204}, 'backend-unavailable', true],
    'JSON that is no object': [{body: '"yes"'}, 'backend-unavailable', true],
    'a redirect to a login page': [
      {location: '/scripted?type=text%2Fhtml&body=%3Ch1%3ELog+in%3C%2Fh1%3E'},
      'unauthorized',
      false,
    ],
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

  it('says when another try makes sense, from Retry-After as a date', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    const {retryAfter} = await errorOf({status: 429, header: [`Retry-After: ${date}`]});
    expect(retryAfter).to.be.within(50, 61);
  });

  it('no answer in time is backend-unavailable', async () => {
    shorten({answer: 50});
    expect(await errorOf({hang: true})).to.include({code: 'backend-unavailable'});
  });

  for (const failure of [{status: 502}, {status: 503}, {status: 504}, {drop: true}]) {
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

describe('settings that cannot work', () => {
  const wrong: Record<string, Record<string, string>> = {
    'no connection-id': {'connection-id': ''},
    'no token-url': {'token-url': ''},
    'a display that the provider has not': {display: 'popup'},
    'a sandbox-url that is not loopback': {'sandbox-url': 'https://sandbox.example'},
    'a sandbox-url that only looks like loopback': {'sandbox-url': 'http://127.0.0.1.example.com'},
    'a token-url that is no address': {'token-url': 'http://[bad'},
    'a token-url of another protocol': {'token-url': 'javascript:alert(1)'},
    'a complete-url that is no address': {'complete-url': 'https://'},
    'a complete-url of another protocol': {'complete-url': 'ftp://example.com/complete'},
    'a status-url that is no address': {'status-url': 'http://[bad'},
    'a sandbox-url that is no URL': {'sandbox-url': 'sandbox'},
  };
  for (const [what, attributes] of Object.entries(wrong)) {
    it(`${what} is invalid-configuration, and nothing is asked`, async () => {
      const {code, requests} = await errorOf({body: tokenAnswer()}, attributes);
      expect(code).to.equal('invalid-configuration');
      expect(requests).to.have.length(0);
    });
  }

  it('are not those of a page with a scheme of its own, whose host has a client of its own', async () => {
    const base = track(document.createElement('base'), document.head);
    base.href = 'app://page/';
    const element = await createMeld();
    void element.open();
    await loadedFrame(element);
    expect(element.error).to.equal(undefined);
  });

  it('a token with a connectorToken needs a way to complete', async () => {
    const {code} = await errorOf({body: tokenAnswer({widgetUrl, connectorToken: 'secret'})});
    expect(code).to.equal('invalid-configuration');
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
