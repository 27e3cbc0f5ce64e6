import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {create, shorten} from '../helpers/fixture.js';
import {
  createPlaid,
  exitMetadata,
  installPlaid,
  linkError,
  links,
  nextLink,
  openPlaid,
  successMetadata,
} from '../helpers/plaid-page.js';
import {createBackend, keyOf, leave, stored} from '../helpers/return-page.js';
import type {ReturnRecord} from '../../src/repair/return-record.js';
import {warningsOf} from '../helpers/console.js';
import {until} from '../helpers/until.js';

installPlaid();

const TOKEN = 'link-sandbox-secret';
const home = location.href;
const next = () => new Promise(resolve => setTimeout(resolve));

/** Changes the page's address to the one that a bank returns to. */
function returnWith(state: string): string {
  const url = new URL(home);
  url.searchParams.set('oauth_state_id', state);
  history.replaceState({kept: true}, '', url);
  return url.href;
}

const leaveLink = (changes = {}, life = 60_000) =>
  leave({display: 'modal', token: {token: TOKEN, expiresAt: Date.now() + life}, ...changes});

let count = 0;
const newState = () => `state-${++count}`;

afterEach(() => {
  sessionStorage.clear();
  history.replaceState(null, '', home);
});

describe('Link in the page', () => {
  it('keeps its token until the exit if the page has a return-url, and is not told of a return', async () => {
    const {link, exit} = await openPlaid({'return-url': '/return.html', 'status-url': '/status'});
    expect(link.config).to.not.have.property('receivedRedirectUri');
    const [[key, text]] = Object.entries(stored()) as [[string, string]];
    const {repairId, startedAt, expiresAt, token, ...members} = JSON.parse(text) as ReturnRecord;
    expect(key).to.equal(keyOf('conn_p'));
    expect(members).to.deep.equal({
      connectionId: 'conn_p',
      provider: 'plaid',
      widget: 'plaid',
      display: 'modal',
      page: location.href,
    });
    expect(repairId).to.match(/^\d+(-\d+){3}$/);
    expect(token!.token).to.equal(TOKEN);
    expect(token!.expiresAt - startedAt).to.be.within(1_700_000, 1_900_000);
    expect(expiresAt - startedAt).to.be.below(6_000_000);
    link.config.onExit!(null, exitMetadata());
    await exit;
    expect(stored()).to.deep.equal({});
  });

  it('stores nothing without a return-url', async () => {
    const {link, exit} = await openPlaid();
    expect(stored()).to.deep.equal({});
    link.config.onExit!(null, exitMetadata());
    await exit;
  });

  it('leaves no token behind when its element is removed', async () => {
    const {element} = await openPlaid({'return-url': '/return.html'});
    expect(JSON.stringify(stored())).to.contain(TOKEN);
    element.remove();
    await until(() => !Object.keys(stored()).length, 'the removal');
  });

  it('removes the token of an earlier connection', async () => {
    leaveLink({connectionId: 'conn_old'});
    const {element} = await openPlaid({'return-url': '/return.html'});
    expect(Object.keys(stored())).to.deep.equal([keyOf('conn_p')]);
    element.close();
  });

  it('opens without a storage, with one warning', async () => {
    const descriptor = Object.getOwnPropertyDescriptor(window, 'sessionStorage')!;
    Object.defineProperty(window, 'sessionStorage', {
      configurable: true,
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
    const warnings = await warningsOf(async () => {
      for (let tries = 2; tries; tries--) {
        const {link, exit} = await openPlaid({'return-url': '/return.html'});
        link.config.onSuccess('public-1', successMetadata);
        expect((await exit).type).to.equal('successful');
      }
    }).finally(() => Object.defineProperty(window, 'sessionStorage', descriptor));
    expect(warnings.filter(text => text.includes('no session storage'))).to.have.length(1);
  });
});

describe('the return from a bank that has replaced the page', () => {
  it('continues Link with the same token and the URL, and removes both at the exit', async () => {
    const url = returnWith(newState());
    const {repairId: expectedId} = leaveLink();
    const events = record();
    const requests: unknown[] = [];
    const waiting = nextLink();
    await createPlaid({}, {fetchToken: request => void requests.push(request)});
    const {config, calls} = await waiting;
    expect(config).to.include({token: TOKEN, receivedRedirectUri: url});
    await until(() => calls.includes('open'), 'open()');
    expect(location.href).to.equal(url);
    config.onSuccess('public-1', successMetadata);
    const {repairId} = await events.next('exited-successful');
    expect(repairId).to.equal(expectedId);
    expect(requests).to.deep.equal([]);
    expect(location.href).to.equal(home);
    expect(history.state).to.deep.equal({kept: true});
    expect(stored()).to.deep.equal({});
    expect(events.of('repair-requested')).to.have.length(0);
    expect(events.sequence().filter(name => name.includes('→'))).to.deep.equal([
      'idle→open',
      'open→completing',
      'completing→idle',
    ]);
    expect(JSON.stringify(events.all.map(({detail}) => detail as unknown))).to.not.contain(TOKEN);
  });

  it('works with a tag that has no connection id', async () => {
    returnWith(newState());
    leaveLink();
    const events = record();
    const waiting = nextLink();
    const element = await create({'token-url': '/nowhere'});
    (await waiting).config.onSuccess('public-1', successMetadata);
    expect(await events.next('exited-successful')).to.include({connectionId: 'conn_p', provider: 'plaid'});
    expect(element.connectionId).to.equal('conn_p');
  });

  it('continues with the URL that the return page has stored, and leaves the address', async () => {
    const returnedTo = `${location.origin}/return.html?oauth_state_id=${newState()}`;
    leaveLink({returnedTo});
    const waiting = nextLink();
    const element = await createPlaid();
    expect((await waiting).config.receivedRedirectUri).to.equal(returnedTo);
    element.close();
    expect(location.href).to.equal(home);
  });

  it('sends the connector token of the first opening with the result', async () => {
    returnWith(newState());
    leaveLink({token: {token: TOKEN, connectorToken: 'connector-1', expiresAt: Date.now() + 60_000}});
    const results: unknown[] = [];
    const waiting = nextLink();
    await createPlaid({}, {completeRepair: ({result}) => void results.push(result)});
    (await waiting).config.onSuccess('public-1', successMetadata);
    await until(() => results.length, 'the completion');
    expect(results[0]).to.include({connectorToken: 'connector-1', publicToken: 'public-1'});
  });

  it('uses a state once: a reload of its URL opens no Link', async () => {
    const state = newState();
    returnWith(state);
    leaveLink();
    const waiting = nextLink();
    const element = await createPlaid();
    await waiting;
    element.remove();
    await next();
    returnWith(state);
    leaveLink();
    const events = record();
    await createPlaid();
    expect((await events.next('exited-aborted')).reason).to.equal('returned');
    expect(links).to.have.length(1);
    expect(stored()).to.deep.equal({});
  });

  it('continues in the next element when a framework replaces the first one before Link is opened', async () => {
    const url = returnWith(newState());
    leaveLink();
    addEventListener('repair-state-changed', ({target}) => (target as Element).remove(), {once: true});
    const first = await createPlaid();
    await until(() => !first.isConnected && stored()[keyOf('conn_p')], 'the record of the removed element');
    expect(location.href).to.equal(url);
    expect(links).to.have.length(0);
    const waiting = nextLink();
    const element = await createPlaid();
    expect((await waiting).config.receivedRedirectUri).to.equal(url);
    element.close();
  });

  it('fails with token-expired if the token has expired at the bank', async () => {
    returnWith(newState());
    leaveLink({}, -1);
    const events = record();
    await createPlaid();
    expect((await events.next('exited-errored')).error).to.include({code: 'token-expired', retryable: true});
    expect(links).to.have.length(0);
    expect(location.href).to.equal(home);
  });

  it('fails with token-expired if Plaid refuses the token, because the person has signed in', async () => {
    returnWith(newState());
    leaveLink();
    const events = record();
    const waiting = nextLink();
    await createPlaid();
    (await waiting).config.onExit!(linkError('INVALID_INPUT', 'INVALID_LINK_TOKEN'), exitMetadata());
    expect((await events.next('exited-errored')).error.code).to.equal('token-expired');
  });

  it('without the parameter ends as returned, and confirms a repair that has succeeded', async () => {
    shorten({poll: 5});
    leaveLink();
    const {backend, fetchStatus} = createBackend(undefined);
    backend.status = 'HEALTHY';
    const events = record();
    await createPlaid({}, {fetchStatus});
    expect((await events.next('exited-aborted')).reason).to.equal('returned');
    await events.next('repair-confirmed');
    expect(links).to.have.length(0);
    expect(stored()).to.deep.equal({});
  });

  it('does not end a repair of the same page whose element is created again', async () => {
    const {element} = await openPlaid({'return-url': '/return.html'});
    const events = record();
    await createPlaid();
    await next();
    expect(events.all).to.have.length(0);
    expect(Object.keys(stored())).to.deep.equal([keyOf('conn_p')]);
    element.close();
    expect(stored()).to.deep.equal({});
  });
});
