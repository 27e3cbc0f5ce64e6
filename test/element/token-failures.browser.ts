import {expect} from '@open-wc/testing';
import type {BankReconnectElement, ErrorCode} from '../../src/index.js';
import {warningsOf} from '../helpers/console.js';
import {record} from '../helpers/events.js';
import {create, shorten} from '../helpers/fixture.js';
import {createMeld, loadedFrame, meldAttributes, tokenAnswer} from '../helpers/meld-page.js';
import {type ScriptedAnswer} from '../helpers/scripted-backend.js';
import {errorOf, exitOf} from '../helpers/token-exit.js';

describe('a failing token request', () => {
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
    'JSON with an unknown provider': [
      {body: {provider: 'acme', widgetUrl: 'https://meld.io'}},
      'unknown-provider',
      false,
    ],
  };
  for (const [what, [answer, code, retryable]] of Object.entries(codes)) {
    it(`with ${what} fails with ${code}`, async () => {
      expect(await errorOf(answer)).to.include({code, retryable});
    });
  }

  it('fails with the code in the body, which takes precedence over the HTTP status', async () => {
    const body = {title: 'Gone', code: 'connection-not-found'};
    expect(await errorOf({status: 404, body, type: 'application/problem+json'})).to.include({
      code: 'connection-not-found',
      retryable: false,
    });
  });

  it('fails with the code of the HTTP status if the code in the body is unknown', async () => {
    expect(await errorOf({status: 409, body: {code: 'boom'}})).to.include({code: 'not-repairable'});
  });

  it('has retryAfter from Retry-After in seconds', async () => {
    expect(await errorOf({status: 429, header: ['Retry-After: 7']})).to.include({retryAfter: 7});
  });

  for (const failure of [{status: 502}, {status: 503}, {status: 504}]) {
    it(`with ${JSON.stringify(failure)} is retried once, with the same repairId`, async () => {
      const {type, requests} = await exitOf([failure, {body: {status: 'CONTINUE'}}]);
      expect(type).to.equal('successful');
      expect(requests).to.have.length(2);
      expect(requests[0]!.body.repairId).to.equal(requests[1]!.body.repairId);
    });
  }

  it('is not retried a second time', async () => {
    const {requests} = await errorOf([{status: 503}, {status: 503}, {body: {status: 'CONTINUE'}}]);
    expect(requests).to.have.length(2);
  });

  for (const status of [400, 401, 404, 409, 429, 500]) {
    it(`with ${status} is not retried`, async () => {
      const {requests} = await errorOf([{status}, {body: {status: 'CONTINUE'}}]);
      expect(requests).to.have.length(1);
    });
  }

  it('names the missing member of the answer, without the values of others', async () => {
    const {error} = await errorOf({body: {provider: 'meld', connectToken: 'abc123'}});
    expect(error.message).to.contain('widgetUrl');
    expect(JSON.stringify(error)).to.not.contain('abc123');
  });

  it('names linkToken if an answer for Plaid lacks it', async () => {
    const {error} = await errorOf({body: {provider: 'plaid'}});
    expect(error.code).to.equal('invalid-token');
    expect(error.message).to.contain('linkToken');
  });

  describe('with the detail of a problem', () => {
    const problem = {status: 404, body: {detail: 'The path "/token" is not that of a route.'}};

    it('has the detail in its message and on the console during development', async () => {
      const message = 'HTTP 404: The path "/token" is not that of a route.';
      const warnings = await warningsOf(async () => {
        const {error} = await errorOf(problem);
        expect(error.message).to.equal(message);
      });
      expect(warnings).to.deep.equal([`<bank-reconnect>: ${message}`]);
    });

    it('does not show the detail to the person', async () => {
      const {element} = await exitOf(problem);
      expect(element.shadowRoot!.textContent).to.not.contain('route');
    });

    it('drops the detail without sandbox-url, because a backend may put anything into it', async () => {
      const warnings = await warningsOf(async () => {
        const {error} = await errorOf(problem, {'sandbox-url': ''});
        expect(error.message).to.equal('HTTP 404');
      });
      expect(warnings).to.deep.equal([]);
    });

    it('ignores a detail that is not a text', async () => {
      for (const detail of [undefined, null, '', 7, {}]) {
        const {error} = await errorOf({status: 500, body: {detail}});
        expect(error.message).to.equal('HTTP 500');
      }
    });
  });

  it('fails with offline if the browser is offline', async () => {
    Object.defineProperty(navigator, 'onLine', {value: false, configurable: true});
    try {
      expect(await errorOf({drop: true})).to.include({code: 'offline', retryable: true});
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
  });

  it('can be followed by another attempt, with a new repairId', async () => {
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

describe('a host function or setting that fails', () => {
  const failures: Record<string, Partial<BankReconnectElement>> = {
    'a fetchToken that returns undefined': {fetchToken: () => undefined},
    'a fetchToken that throws null': {
      fetchToken: () => {
        throw null as unknown as Error;
      },
    },
    'a headers function that throws': {
      headers: () => {
        throw new Error('abc123');
      },
    },
    'an invalid token-url': {tokenUrl: 'http://['},
  };
  for (const [what, properties] of Object.entries(failures)) {
    it(`dispatches one exit event with a documented code: ${what}`, async () => {
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
