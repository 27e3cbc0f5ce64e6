import {expect} from '@open-wc/testing';
import {normalise} from '../../../src/providers/quiltt/widget/payload.js';

/** The error that `normalise` throws for a GraphQL answer. */
function failureOf(answer: Record<string, unknown>): unknown {
  try {
    normalise(answer);
  } catch (error) {
    return error;
  }
  throw new Error('Nothing is thrown');
}

describe("an answer of Quiltt's GraphQL API", () => {
  it('opens the widget of its mutation', () => {
    const record = {status: 'ACTION_REQUIRED', token: 'connector-secret', url: 'https://int-widgets.moneydesktop.com/'};
    expect(normalise({data: {connectorMxInitialize: {success: true, record}}})).to.deep.equal({
      widget: 'mx',
      status: 'ACTION_REQUIRED',
      connectorToken: 'connector-secret',
      widgetUrl: 'https://int-widgets.moneydesktop.com/',
    });
  });

  it('without the name of its mutation opens the widget that its record belongs to', () => {
    expect(normalise({success: true, record: {url: 'https://int-widgets.moneydesktop.com/'}})).to.include({
      widget: 'mx',
      widgetUrl: 'https://int-widgets.moneydesktop.com/',
    });
    expect(normalise({data: {success: true, record: {linkToken: 'link-secret'}}})).to.include({
      widget: 'plaid',
      linkToken: 'link-secret',
    });
  });

  it('keeps the members that the host has added', () => {
    const answer = {data: {connectorPlaidInitialize: {success: true, record: {linkToken: 'link-secret'}}}};
    expect(normalise({...answer, expiresIn: 60})).to.include({linkToken: 'link-secret', expiresIn: 60});
  });

  it('without a record is returned unchanged', () => {
    const answer = {status: 'ACTION_REQUIRED', linkToken: 'link-secret'};
    expect(normalise(answer)).to.equal(answer);
  });

  for (const [vendorCode, code] of [
    ['TOO_MANY_REQUESTS', 'rate-limited'],
    ['PRODUCT_NOT_SUPPORTED', 'not-repairable'],
    ['INSTITUTION_DOWN', 'institution-unavailable'],
    ['ITEM_NOT_FOUND', 'connection-not-found'],
    ['SOMETHING_NEW', 'backend-unavailable'],
  ]) {
    it(`with the error ${vendorCode} fails with ${code}`, () => {
      const error = {code: vendorCode, message: 'a text of the vendor'};
      const failure = failureOf({data: {connectorPlaidInitialize: {errors: [error]}}});
      expect(failure).to.include({code}).and.to.have.nested.property('vendor.code', vendorCode);
      expect((failure as Error).message).to.not.contain('a text of the vendor');
    });
  }

  it("with GraphQL's errors fails with the code in their extensions", () => {
    const failure = failureOf({data: null, errors: [{message: 'a text', extensions: {code: 'RATE_LIMITED'}}]});
    expect(failure).to.have.nested.property('vendor.code', 'RATE_LIMITED');
    expect(failure).to.have.property('code', 'rate-limited');
  });

  it('with an error without a code fails with backend-unavailable', () => {
    expect(failureOf({errors: [{message: 'a text'}]})).to.have.property('code', 'backend-unavailable');
    expect(failureOf({success: false, errors: null})).to.have.property('code', 'backend-unavailable');
    expect(failureOf({errors: [{code: 7}]})).to.have.property('code', 'backend-unavailable');
  });
});
