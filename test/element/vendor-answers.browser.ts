import {expect} from '@open-wc/testing';
import {shorten} from '../helpers/fixture.js';
import {createPlaid, installPlaid, nextLink, openPlaid, successMetadata} from '../helpers/plaid-page.js';

installPlaid();

/** The answer of Quiltt's GraphQL API to a host that initialises Plaid's widget. */
const payload = (record: Record<string, unknown>) => ({
  data: {connectorPlaidInitialize: {success: true, errors: null, record}},
});

const opens = {connectorStatus: 'ACTION_REQUIRED', connectorToken: 'connector-secret', linkToken: 'link-secret'};
const asQuiltt = {provider: 'quiltt'};

describe("a vendor's answer that a host passes through", () => {
  it("is read by the provider in the attribute, opens another vendor's widget, and is completed with its token", async () => {
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

  it('is read by the provider that the answer names', async () => {
    const {link} = await openPlaid(
      {provider: ''},
      {fetchToken: () => ({provider: 'quiltt', ...payload(opens)}), completeRepair: () => undefined},
    );
    expect(link.config.token).to.equal('link-secret');
  });

  it('with the status WAIT is requested again', async () => {
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
    it(`with the status ${status} is ${type}`, async () => {
      const element = await createPlaid(asQuiltt, {fetchToken: () => payload({status})});
      const exit = await element.open();
      expect(exit.type).to.equal(type);
      if (exit.type === 'successful') expect(exit.detail.alreadyHealthy).to.equal(true);
      if (exit.type === 'errored') expect(exit.detail.error.code).to.equal('not-repairable');
    });
  }

  it('with success: false fails with the mapped code, even with HTTP 200', async () => {
    const element = await createPlaid(asQuiltt, {
      fetchToken: () => ({
        data: {connectorPlaidInitialize: {success: false, errors: [{code: 'RATE_LIMIT_EXCEEDED'}], record: null}},
      }),
    });
    const {detail} = await element.open();
    expect(detail).to.have.nested.property('error.code', 'rate-limited');
    expect(detail).to.have.nested.property('error.vendor.code', 'RATE_LIMIT_EXCEEDED');
  });

  it('with a connectorToken fails with invalid-configuration without a completion', async () => {
    const element = await createPlaid(asQuiltt, {fetchToken: () => payload(opens)});
    const {detail} = await element.open();
    expect(detail).to.have.nested.property('error.code', 'invalid-configuration');
  });

  it('is completed again with the connectorToken after a failed completion', async () => {
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

  it('with a status of the contract is used unchanged', async () => {
    const element = await createPlaid(asQuiltt, {
      fetchToken: () => ({status: 'ACTION_REQUIRED', widget: 'plaid', linkToken: 'link-secret'}),
    });
    const next = nextLink();
    void element.open();
    expect((await next).config.token).to.equal('link-secret');
  });
});
