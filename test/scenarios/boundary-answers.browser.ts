import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';
import {record} from '../helpers/events.js';
import {shorten} from '../helpers/fixture.js';
import {completeMessage, createMeld, openMeld, tokenAnswer} from '../helpers/meld-page.js';

/** Makes a response of one class or realm. */
type MakeResponse = (status: number, body: string, headers?: Record<string, string>) => unknown;

/** A class of the shape of a ponyfill's response, which has no body that is a stream. */
class PonyfilledResponse {
  readonly ok: boolean;
  readonly headers: Map<string, string>;
  constructor(
    readonly status: number,
    readonly body: string,
    headers: Record<string, string>,
  ) {
    this.ok = status >= 200 && status < 300;
    this.headers = new Map(Object.entries(headers));
  }
  text() {
    return Promise.resolve(this.body);
  }
  json() {
    return Promise.resolve(JSON.parse(this.body) as unknown);
  }
}

let frame: HTMLIFrameElement;

/** The responses that a host's client may return, as `fetch` would and as tests make them. */
const responses: Record<string, MakeResponse> = {
  'of this window': (status, body, headers = {}) => new Response(status === 204 ? null : body, {status, headers}),
  'of an iframe': (status, body, headers = {}) => {
    const {Response: Foreign} = frame.contentWindow as unknown as {Response: typeof Response};
    return new Foreign(status === 204 ? null : body, {status, headers});
  },
  'of a ponyfill': (status, body, headers = {}) => new PonyfilledResponse(status, body, headers),
  'of a mock that has only status, ok and json()': (status, body) => ({
    status,
    ok: status < 300,
    json: async () => JSON.parse(await Promise.resolve(body)) as unknown,
  }),
  'of a mock that has only ok and text()': (status, body) => ({ok: status < 300, text: () => Promise.resolve(body)}),
  'of a mock that has only status and text()': (status, body) => ({status, text: () => Promise.resolve(body)}),
};

describe('a response', () => {
  before(() => {
    frame = document.createElement('iframe');
    document.body.append(frame);
  });
  after(() => frame.remove());

  for (const [what, respond] of Object.entries(responses)) {
    describe(what, () => {
      it('is read as the answer of fetchToken', async () => {
        const element = await createMeld({}, {fetchToken: () => respond(200, '{"status":"CONTINUE"}')});
        expect((await element.open()).type).to.equal('successful');
      });

      it('with a failure has the code of its status or its body', async () => {
        const failures: [number, string, string][] = [
          // Without a status a mock says only that it is not ok.
          [401, '', what.includes('only ok') ? 'backend-unavailable' : 'unauthorized'],
          [404, '{"code":"connection-not-found"}', 'connection-not-found'],
          [500, '<h1>Error</h1>', 'backend-unavailable'],
        ];
        for (const [status, body, code] of failures) {
          const element = await createMeld({}, {fetchToken: () => respond(status, body)});
          expect(await element.open()).to.have.nested.property('detail.error.code', code);
        }
      });

      it('without JSON is backend-unavailable', async () => {
        const element = await createMeld({}, {fetchToken: () => respond(200, '<h1>Hello</h1>')});
        expect(await element.open()).to.have.nested.property('detail.error.code', 'backend-unavailable');
      });

      it('is read as the answer of completeRepair and fetchStatus', async () => {
        const page = await openMeld(
          {},
          {
            completeRepair: () => respond(200, '{"connectionId":"conn_2"}') as Response,
            fetchStatus: () => respond(200, '{"provider":"meld","status":"ACTIVE"}') as Response,
          },
        );
        void page.post(completeMessage);
        expect((await page.events.next('repair-confirmed')).status).to.equal('ACTIVE');
        expect(page.events.one('exited-successful').resultingConnectionId).to.equal('conn_2');
      });
    });
  }

  it('with 429 has the Retry-After of any class with headers', async () => {
    for (const what of ['of this window', 'of an iframe', 'of a ponyfill']) {
      const respond = responses[what]!;
      const element = await createMeld({}, {fetchToken: () => respond(429, '', {'retry-after': '7'})});
      expect((await element.open()).detail, what).to.have.nested.property('error.retryAfter', 7);
    }
  });

  it('whose body has been read keeps the code of its status', async () => {
    const response = new Response('{}', {status: 401});
    await response.text();
    const element = await createMeld({}, {fetchToken: () => response});
    expect(await element.open()).to.have.nested.property('detail.error.code', 'unauthorized');
  });

  it('is not mistaken for the JSON of an answer, which has a status, too', async () => {
    for (const answer of [
      {status: 'CONTINUE', text: 'all is well', ok: true},
      {status: 'CONTINUE', json: {}},
    ]) {
      const element = await createMeld({}, {fetchToken: () => answer});
      expect((await element.open()).type).to.equal('successful');
    }
  });
});

/** Completes a repair. Returns the detail of its success. */
async function success(completion: unknown) {
  const page = await openMeld({}, {completeRepair: () => completion as Record<string, never>});
  void page.post(completeMessage);
  return page.events.next('exited-successful');
}

describe('the members of a completion', () => {
  it('are texts in the details, also if the backend has numeric ids', async () => {
    const detail = await success({
      connectionId: 43,
      institution: {id: 7, name: 'Meridian', logo: 'm.png'},
      accounts: [{id: 1, mask: 4821, name: 'Checking', balance: 12.5}],
    });
    expect(detail).to.deep.include({
      resultingConnectionId: '43',
      institution: {id: '7', name: 'Meridian', logo: 'm.png'},
      accounts: [{id: '1', mask: '4821', name: 'Checking', balance: 12.5}],
    });
  });

  for (const zero of [0, '0']) {
    it(`have the connection id ${JSON.stringify(zero)}, which is an id`, async () => {
      expect((await success({connectionId: zero})).resultingConnectionId).to.equal('0');
    });
  }

  it("fall back to the request's id and the widget's account if they are of another type", async () => {
    const detail = await success({connectionId: {id: 1}, institution: 'Meridian', accounts: '[{"id":"1"}]'});
    expect(detail.resultingConnectionId).to.equal('conn_1');
    expect(detail.institution).to.deep.equal({id: 'inst_1', name: 'First Harbor'});
    expect(detail.accounts).to.deep.equal([{name: 'Checking', type: 'CHECKING', mask: '1234'}]);
  });
});

describe('the members of other answers', () => {
  it('may be numbers as texts and a Date in a token', async () => {
    shorten({wait: 60});
    let calls = 0;
    const answers = [
      {status: 'WAIT', retryAfter: '0.001'},
      tokenAnswer({expiresIn: '0.05'}),
      tokenAnswer({expiresAt: new Date(Date.now() + 500)}),
    ];
    const element = await createMeld({}, {fetchToken: () => answers[calls++]});
    for (const count of [2, 3]) {
      expect(await element.open()).to.have.nested.property('detail.error.code', 'token-expired');
      expect(calls).to.equal(count);
    }
  });

  it('may be numbers in a status', async () => {
    const fetchStatus = (() => ({provider: 'meld', status: 200, statusReason: 7})) as unknown as NonNullable<
      BankReconnectElement['fetchStatus']
    >;
    shorten({verification: 1, poll: 1});
    const page = await openMeld({}, {fetchStatus});
    void page.post(completeMessage);
    expect(await page.events.next('repair-unconfirmed')).to.include({status: '200', statusReason: '7'});
  });

  it('are texts in the vendor of an error', async () => {
    const vendor = {code: 1001, type: {name: 'x'}, requestId: null};
    const element = await createMeld({}, {fetchToken: () => Promise.reject(Object.assign(new Error(), {vendor}))});
    const events = record(element);
    await element.open();
    expect(events.one('exited-errored').error.vendor).to.deep.equal({code: '1001'});
  });
});
