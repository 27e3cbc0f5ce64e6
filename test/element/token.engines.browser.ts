import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {create, part} from '../helpers/fixture.js';
import {createMeld, meldAttributes, tokenAnswer} from '../helpers/meld-page.js';
import {scriptedBackend} from '../helpers/scripted-backend.js';
import {config} from '../helpers/test-config.js';
import {errorOf, exitOf} from '../helpers/token-exit.js';
import {until} from '../helpers/until.js';

describe('the token request', () => {
  it('is sent synchronously by open(), before lazy modules have loaded', async () => {
    let calls = 0;
    const element = await createMeld({}, {fetchToken: () => ++calls && new Promise(() => undefined)});
    void element.open();
    expect(calls).to.equal(1);
  });

  it('is sent as a JSON POST with the ids and the hints', async () => {
    const backend = await scriptedBackend({token: {body: tokenAnswer()}});
    const element = await create({
      ...meldAttributes,
      ...backend.attributes,
      'status-reason': 'LOGIN_REQUIRED',
      'return-url': 'https://app.example/back',
      lang: 'fr-CA',
    });
    const events = record(element);
    void element.open();
    await events.next('widget-opened');
    const [request, ...more] = await backend.journal('token');
    expect(more).to.have.length(0);
    expect(request!.method).to.equal('POST');
    expect(request!.headers['content-type']).to.match(/^application\/json/);
    expect(request!.body).to.deep.equal({
      connectionId: 'conn_1',
      repairId: events.one('widget-opened').repairId,
      provider: 'meld',
      display: 'modal',
      statusReason: 'LOGIN_REQUIRED',
      returnUrl: 'https://app.example/back',
      locale: 'fr-CA',
    });
  });

  for (const [how, headers] of Object.entries({
    'an object': {'x-csrf': 'a'},
    'a function': () => ({'x-csrf': 'a'}),
    'an async function': () => Promise.resolve({'x-csrf': 'a'}),
  })) {
    it(`has the headers of ${how}`, async () => {
      const backend = await scriptedBackend({token: {body: {status: 'CONTINUE'}}});
      const element = await create({...meldAttributes, ...backend.attributes}, {headers});
      await element.open();
      expect((await backend.journal('token'))[0]!.headers['x-csrf']).to.equal('a');
    });
  }

  it('sends cookies to another origin only with credentials="include"', async () => {
    document.cookie = 'session=yes; path=/';
    const header = [
      `Access-Control-Allow-Origin: ${location.origin}`,
      'Access-Control-Allow-Credentials: true',
      'Access-Control-Allow-Headers: content-type, accept',
    ];
    const used: unknown[] = [];
    const {fetch} = window;
    window.fetch = (input, init) => {
      used.push(init?.credentials);
      return fetch(input, init);
    };
    try {
      for (const credentials of ['', 'include', 'same-origin']) {
        const query = new URLSearchParams({body: '{"status":"CONTINUE"}'});
        for (const line of header) query.append('header', line);
        const url = `${config.origins.loopback}/scripted?${query}`;
        const element = await create({...meldAttributes, 'token-url': url, credentials});
        expect((await element.open()).type).to.equal('successful');
      }
    } finally {
      window.fetch = fetch;
    }
    expect(used).to.deep.equal(['same-origin', 'include', 'same-origin']);
  });

  it('is replaced by fetchToken, which can return JSON or a Response', async () => {
    for (const answer of [{status: 'CONTINUE'}, new Response('{"status":"CONTINUE"}')]) {
      const received: unknown[] = [];
      const element = await create(meldAttributes, {
        fetchToken: (request, {signal}) => {
          received.push(request.connectionId, signal instanceof AbortSignal);
          return answer;
        },
      });
      expect((await element.open()).type).to.equal('successful');
      expect(received).to.deep.equal(['conn_1', true]);
    }
  });

  it('fails with the code of an error that fetchToken throws, without its message', async () => {
    const element = await create(meldAttributes, {
      fetchToken: () => {
        throw Object.assign(new Error('token abc123'), {code: 'unauthorized'});
      },
    });
    const {detail} = await element.open();
    expect(detail).to.have.nested.property('error.code', 'unauthorized');
    expect(JSON.stringify(detail)).to.not.contain('abc123');
  });

  it('aborts the signal of fetchToken on close()', async () => {
    let signal: AbortSignal | undefined;
    const element = await create(meldAttributes, {
      fetchToken: (_, options) => {
        ({signal} = options);
        return new Promise(() => undefined);
      },
    });
    const exit = element.open();
    await until(() => signal, 'the call');
    element.close();
    expect((await exit).type).to.equal('aborted');
    expect(signal!.aborted).to.equal(true);
  });

  it('is aborted by close(), with the reason closed', async () => {
    const backend = await scriptedBackend({token: {hang: true}});
    const element = await create({...meldAttributes, ...backend.attributes});
    const exit = element.open();
    await until(async () => (await backend.journal('token')).length, 'the request');
    element.close();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
    await until(async () => (await backend.journal('token'))[0]!.aborted, 'the end of the request');
  });
});

describe('the status of a token answer', () => {
  for (const status of ['ACTION_REQUIRED', undefined, 'SOMETHING_NEW']) {
    it(`${status ?? 'no status'} opens the widget`, async () => {
      const element = await createMeld({}, {fetchToken: () => tokenAnswer({status})});
      const events = record(element);
      void element.open();
      await events.next('widget-opened');
    });
  }

  it('CONTINUE succeeds as alreadyHealthy, without a widget or a verification', async () => {
    const backend = await scriptedBackend({
      token: {body: {status: 'CONTINUE', provider: 'meld'}},
      status: {body: {provider: 'meld', status: 'ACTIVE'}},
    });
    const element = await create({...meldAttributes, ...backend.attributes});
    const events = record(element);
    await element.open();
    expect(events.one('exited-successful')).to.include({alreadyHealthy: true, verifying: false});
    expect(events.sequence()).to.deep.equal([
      'repair-requested',
      'idle→requesting',
      'requesting→idle',
      'exited-successful',
    ]);
    expect(part(element, 'frame')).to.equal(undefined);
  });

  it('WAIT repeats the request after its retryAfter, with the same repairId', async () => {
    const {type, requests} = await exitOf([
      {body: {status: 'WAIT', retryAfter: 0.01}},
      {body: {status: 'WAIT'}},
      {body: {status: 'CONTINUE'}},
    ]);
    expect(type).to.equal('successful');
    expect(requests).to.have.length(3);
    expect(new Set(requests.map(({body}) => body.repairId)).size).to.equal(1);
  });

  it('WAIT repeats the request at most five times, then fails with not-ready', async () => {
    const {code, requests} = await errorOf({body: {status: 'WAIT', retryAfter: 0.01}});
    expect(code).to.equal('not-ready');
    expect(requests).to.have.length(6);
  });

  it('ABORT fails with not-repairable', async () => {
    expect(await errorOf({body: {status: 'ABORT'}})).to.include({code: 'not-repairable', retryable: false});
  });

  it('WAIT sends no more requests after close()', async () => {
    const backend = await scriptedBackend({token: {body: {status: 'WAIT', retryAfter: 60}}});
    const element = await create({...meldAttributes, ...backend.attributes});
    const exit = element.open();
    await until(async () => (await backend.journal('token')).length, 'the request');
    element.close();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
    expect(await backend.journal('token')).to.have.length(1);
  });
});
