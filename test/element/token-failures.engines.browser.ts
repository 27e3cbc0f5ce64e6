import {expect} from '@open-wc/testing';
import type {ErrorCode} from '../../src/index.js';
import {shorten, track} from '../helpers/fixture.js';
import {createMeld, loadedFrame, tokenAnswer, widgetUrl} from '../helpers/meld-page.js';
import {type ScriptedAnswer} from '../helpers/scripted-backend.js';
import {errorOf, exitOf} from '../helpers/token-exit.js';

describe('a failing token request', () => {
  const codes: Record<string, [ScriptedAnswer, ErrorCode, boolean]> = {
    'a dropped connection': [{drop: true}, 'backend-unavailable', true],
    'an empty answer': [{status: 204}, 'backend-unavailable', true],
    'a redirect to a login page': [
      {location: '/scripted?type=text%2Fhtml&body=%3Ch1%3ELog+in%3C%2Fh1%3E'},
      'unauthorized',
      false,
    ],
  };
  for (const [what, [answer, code, retryable]] of Object.entries(codes)) {
    it(`with ${what} fails with ${code}`, async () => {
      expect(await errorOf(answer)).to.include({code, retryable});
    });
  }

  it('has retryAfter from Retry-After as a date', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    const {retryAfter} = await errorOf({status: 429, header: [`Retry-After: ${date}`]});
    expect(retryAfter).to.be.within(50, 61);
  });

  it('fails with backend-unavailable at the time limit', async () => {
    shorten({answer: 50});
    expect(await errorOf({hang: true})).to.include({code: 'backend-unavailable'});
  });

  it('with a dropped connection is retried once, with the same repairId', async () => {
    const {type, requests} = await exitOf([{drop: true}, {body: {status: 'CONTINUE'}}]);
    expect(type).to.equal('successful');
    expect(requests).to.have.length(2);
    expect(requests[0]!.body.repairId).to.equal(requests[1]!.body.repairId);
  });
});

describe('an invalid setting', () => {
  const wrong: Record<string, Record<string, string>> = {
    'no connection-id': {'connection-id': ''},
    'no token-url': {'token-url': ''},
    'a display that the provider does not support': {display: 'popup'},
    'a sandbox-url that is not loopback': {'sandbox-url': 'https://sandbox.example'},
    'a sandbox-url whose host begins like loopback': {'sandbox-url': 'http://127.0.0.1.example.com'},
    'a token-url that is not a URL': {'token-url': 'http://[bad'},
    'a token-url of another protocol': {'token-url': 'javascript:alert(1)'},
    'a complete-url that is not a URL': {'complete-url': 'https://'},
    'a complete-url of another protocol': {'complete-url': 'ftp://example.com/complete'},
    'a status-url that is not a URL': {'status-url': 'http://[bad'},
    'a sandbox-url that is not a URL': {'sandbox-url': 'sandbox'},
  };
  for (const [what, attributes] of Object.entries(wrong)) {
    it(`fails with invalid-configuration without a request: ${what}`, async () => {
      const {code, requests} = await errorOf({body: tokenAnswer()}, attributes);
      expect(code).to.equal('invalid-configuration');
      expect(requests).to.have.length(0);
    });
  }

  it('is not reported for fetchToken in a page with a custom URL scheme', async () => {
    const base = track(document.createElement('base'), document.head);
    base.href = 'app://page/';
    const element = await createMeld();
    void element.open();
    await loadedFrame(element);
    expect(element.error).to.equal(undefined);
  });

  it('fails with invalid-configuration for a connectorToken without a completion', async () => {
    const {code} = await errorOf({body: tokenAnswer({widgetUrl, connectorToken: 'secret'})});
    expect(code).to.equal('invalid-configuration');
  });
});
