import {expect} from '@open-wc/testing';
import {shorten} from '../helpers/fixture.js';
import {createPlaid, installPlaid, nextLink, openPlaid, successMetadata} from '../helpers/plaid-page.js';

installPlaid();

/** What Quiltt's GraphQL answers a host that asks for Plaid's widget. */
const payload = (record: Record<string, unknown>) => ({
  data: {connectorPlaidInitialize: {success: true, errors: null, record}},
});

const opens = {connectorStatus: 'ACTION_REQUIRED', connectorToken: 'connector-secret', linkToken: 'link-secret'};
const asQuiltt = {provider: 'quiltt'};

describe("a vendor's answer that a host passes through", () => {
  it("is read by the vendor that the attribute names, opens another one's widget, and is closed with its token", async () => {
    const requests: unknown[] = [];
    const {link, events, exit} = await openPlaid(asQuiltt, {
      fetchToken: () => payload(opens),
      completeRepair: request => void requests.push(request),
    });
    expect(link.config.token).to.equal('link-secret');
    link.config.onSuccess('public-token', successMetadata);
    expect((await exit).type).to.equal('successful');
    expect(requests).to.have.length(1);
    expect(requests[0]).to.deep.include({
      provider: 'quiltt',
      result: {publicToken: 'public-token', metadata: successMetadata, connectorToken: 'connector-secret'},
    });
    expect(events.one('exited-successful').provider).to.equal('quiltt');
    expect(JSON.stringify(events.all.map(({detail}) => detail as unknown))).to.not.contain('-secret');
  });

  it('is read by the vendor that the answer itself names', async () => {
    const {link} = await openPlaid(
      {provider: ''},
      {fetchToken: () => ({provider: 'quiltt', ...payload(opens)}), completeRepair: () => undefined},
    );
    expect(link.config.token).to.equal('link-secret');
  });

  it('may say WAIT, and is asked for again', async () => {
    shorten({wait: 0.001});
    let count = 0;
    const {link} = await openPlaid(asQuiltt, {
      fetchToken: () => (++count < 3 ? payload({connectorStatus: 'WAIT'}) : payload(opens)),
      completeRepair: () => undefined,
    });
    expect(count).to.equal(3);
    expect(link.config.token).to.equal('link-secret');
  });

  for (const [status, type] of [
    ['CONTINUE', 'successful'],
    ['ABORT', 'errored'],
  ] as const) {
    it(`may say ${status}`, async () => {
      const element = await createPlaid(asQuiltt, {fetchToken: () => payload({status})});
      const exit = await element.open();
      expect(exit.type).to.equal(type);
      if (exit.type === 'successful') expect(exit.detail.alreadyHealthy).to.equal(true);
      if (exit.type === 'errored') expect(exit.detail.error.code).to.equal('not-repairable');
    });
  }

  it('is a failure when it says so, even at HTTP 200', async () => {
    const element = await createPlaid(asQuiltt, {
      fetchToken: () => ({
        data: {connectorPlaidInitialize: {success: false, errors: [{code: 'RATE_LIMIT_EXCEEDED'}], record: null}},
      }),
    });
    const {detail} = await element.open();
    expect(detail).to.have.nested.property('error.code', 'rate-limited');
    expect(detail).to.have.nested.property('error.vendor.code', 'RATE_LIMIT_EXCEEDED');
  });

  it('with a connectorToken needs a way to complete', async () => {
    const element = await createPlaid(asQuiltt, {fetchToken: () => payload(opens)});
    const {detail} = await element.open();
    expect(detail).to.have.nested.property('error.code', 'invalid-configuration');
  });

  it('is completed with the connectorToken once more when the first try failed', async () => {
    const results: unknown[] = [];
    const {element, link, exit} = await openPlaid(asQuiltt, {
      fetchToken: () => payload(opens),
      completeRepair({result}) {
        results.push(result);
        if (results.length === 1) throw new Error('no network');
      },
    });
    link.config.onSuccess('public-token', successMetadata);
    expect((await exit).type).to.equal('errored');
    expect((await element.open()).type).to.equal('successful');
    expect(results).to.have.length(2);
    expect(results[1]).to.deep.equal(results[0]);
    expect(results[1]).to.include({connectorToken: 'connector-secret'});
  });

  it('that has a status of ours is taken as it is', async () => {
    const element = await createPlaid(asQuiltt, {
      fetchToken: () => ({status: 'ACTION_REQUIRED', widget: 'plaid', linkToken: 'link-secret'}),
    });
    const next = nextLink();
    void element.open();
    expect((await next).config.token).to.equal('link-secret');
  });
});
