import {expect} from '@open-wc/testing';
import {registerProvider, type TokenRequest, type ProviderEntry} from '../../src/index.js';
import {record} from '../helpers/events.js';
import {create} from '../helpers/fixture.js';
import {block, installWindows, opened, windows} from '../helpers/popup-page.js';
import {until} from '../helpers/until.js';

installWindows();

let count = 0;

/** Registers a provider whose widget never opens, and opens it. Returns the token request. */
async function open(
  displays: ProviderEntry['displays'],
  attributes: Readonly<Record<string, string>> = {},
  fetchStatus: (() => Promise<never>) | null = () => Promise.reject(new Error()),
) {
  const provider = `own-${++count}`;
  const widget = {read: () => ({life: 60}), open: () => new Promise<never>(() => undefined)};
  registerProvider(provider, {
    displays,
    origins: [],
    load: () => ({widget}),
    loadHealth: () => ({health: {statuses: {}}}),
  });
  const requests: TokenRequest[] = [];
  const element = await create(
    {provider, 'connection-id': 'conn_1', ...attributes},
    {fetchToken: request => (requests.push(request), {token: 't'}), fetchStatus},
  );
  const events = record(element);
  void element.open();
  await until(() => requests.length || events.exits().length, 'the request');
  const shown = events.exits()[0]?.detail as {error?: {code: string}} | undefined;
  return {request: requests[0], error: shown?.error?.code, element};
}

describe('the display auto', () => {
  it('opens the popup of a provider that prefers one', async () => {
    const {request} = await open(['popup', 'redirect']);
    expect(request).to.include({display: 'popup'});
    expect(windows).to.have.length(1);
  });

  it('redirects the page if the browser blocks the popup, and returns to the page', async () => {
    block(true);
    const {request, error} = await open(['popup', 'redirect']);
    expect(error).to.equal(undefined);
    expect(opened).to.have.length(1);
    expect(request).to.include({display: 'redirect', returnUrl: location.origin + location.pathname});
  });

  it('redirects with the absolute form of return-url', async () => {
    block(true);
    const {request} = await open(['popup', 'redirect'], {'return-url': '/return.html'});
    expect(request!.returnUrl).to.equal(`${location.origin}/return.html`);
  });

  it('uses another display of the provider if the popup is blocked', async () => {
    block(true);
    expect((await open(['popup', 'inline'])).request).to.include({display: 'inline'});
  });

  it('fails with popup-blocked if the provider has nothing else', async () => {
    block(true);
    expect(await open(['popup'])).to.include({request: undefined, error: 'popup-blocked'});
  });

  it('chooses neither popup nor redirect without a way to read the status', async () => {
    const {request} = await open(['popup', 'redirect', 'inline'], {}, null);
    expect(request).to.include({display: 'inline'});
    expect(opened).to.have.length(0);
  });
});

describe('the display popup', () => {
  it('fails with popup-blocked if the browser blocks it, also for a provider that can redirect', async () => {
    block(true);
    expect(await open(['popup', 'redirect'], {display: 'popup'})).to.include({error: 'popup-blocked'});
  });
});

describe('the display redirect', () => {
  it('is invalid without a way to read the status', async () => {
    expect((await open(['redirect'], {display: 'redirect'}, null)).error).to.equal('invalid-configuration');
  });
});
