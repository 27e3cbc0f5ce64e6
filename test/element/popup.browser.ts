import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {part, announcement, shorten, textOf} from '../helpers/fixture.js';
import {block, createPopup, hostedLinkUrl, installWindows, opened, openPopup, windows} from '../helpers/popup-page.js';
import {until} from '../helpers/until.js';

installWindows();

const next = () => new Promise(resolve => setTimeout(resolve));

describe('a pop-up', () => {
  it('is opened during the click, before the token request, with a size', async () => {
    let count = -1;
    const {element} = await createPopup(
      {},
      {
        fetchToken: () => {
          count = windows.length;
          return new Promise(() => undefined);
        },
      },
    );
    expect(opened).to.have.length(0);
    part(element, 'button')!.click();
    expect(windows).to.have.length(1);
    const [[url, , features]] = opened as [[string, string, string]];
    expect(url).to.equal('');
    expect(features).to.match(/width=\d+,height=\d+/);
    await until(() => count >= 0, 'the request');
    expect(count).to.equal(1);
  });

  it('is not opened if repair-requested is prevented', async () => {
    const {element} = await createPopup();
    element.addEventListener('repair-requested', event => event.preventDefault());
    expect((await element.open()).type).to.equal('cancelled');
    expect(windows).to.have.length(0);
  });

  it('shows a loading text, which is not parsed as HTML, without style or script elements', async () => {
    const {element} = await createPopup({lang: 'de'}, {fetchToken: () => new Promise(() => undefined)});
    element.strings = {opening: '<b>Verbinden…</b>'};
    void element.open();
    const {document} = windows[0]!;
    await until(() => document.body.textContent, 'the loading page');
    expect(document.title).to.equal('<b>Verbinden…</b>');
    expect(document.querySelectorAll('body *')).to.have.length(1);
    expect(document.documentElement.lang).to.equal('de');
    expect(document.querySelectorAll('style, link, script')).to.have.length(0);
  });

  it('requests a token for the display popup, and navigates to its URL', async () => {
    let request: unknown;
    const {popup, events, element} = await openPopup(
      {},
      {fetchToken: sent => ((request = sent), {hostedLinkUrl, expiresIn: 600})},
    );
    expect(request).to.include({display: 'popup'});
    expect(popup.visited).to.deep.equal([hostedLinkUrl]);
    expect(events.one('widget-opened').display).to.equal('popup');
    expect(events.of('widget-loaded')).to.have.length(0);
    expect(element.state).to.equal('open');
  });

  it("accepts an answer of Plaid's API", async () => {
    const {popup} = await openPopup({}, {fetchToken: () => ({link_token: 'link-1', hosted_link_url: hostedLinkUrl})});
    expect(popup.visited).to.deep.equal([hostedLinkUrl]);
  });

  it('is announced in the page, with buttons to focus it, to finish and to cancel', async () => {
    const {element, popup} = await openPopup();
    expect(announcement(element)).to.equal('Please continue in the other window.');
    const button = part(element, 'button')!;
    expect(textOf(button)).to.equal('Continue with Meridian');
    button.click();
    expect(popup.focused).to.equal(1);
    const controls = ['retry', 'finished', 'cancel'].map(name => textOf(part(element, name)));
    expect(controls).to.deep.equal(['', 'I have finished', 'Cancel']);
  });

  it('whose document cannot be read gets no loading text, and is navigated', async () => {
    const {element} = await createPopup();
    part(element, 'button')!.click();
    Object.defineProperty(windows[0]!, 'document', {
      get() {
        throw new DOMException('of another origin', 'SecurityError');
      },
    });
    await until(() => windows[0]!.visited.length, 'the navigation');
    expect(windows[0]!.visited).to.deep.equal([hostedLinkUrl]);
  });

  it('that the browser blocks fails with popup-blocked, and the next click succeeds', async () => {
    block(true);
    const {element, events} = await createPopup();
    part(element, 'button')!.click();
    expect((await events.next('exited-errored')).error).to.include({code: 'popup-blocked', retryable: true});
    await element.updateComplete;
    expect(announcement(element)).to.contain('blocked the window');
    block(false);
    part(element, 'button')!.click();
    await until(() => windows[0]?.visited.length, 'the navigation');
  });

  it('is closed, completed and verified when the status answer reports the repair as completed', async () => {
    const results: unknown[] = [];
    const {element, events, exit, popup, backend} = await openPopup(
      {},
      {completeRepair: ({result}) => void results.push(result)},
    );
    Object.assign(backend, {repair: 'completed', status: 'HEALTHY'});
    expect((await exit).type).to.equal('successful');
    expect(popup.closed).to.equal(true);
    await events.next('repair-confirmed');
    expect(results).to.deep.equal([{repair: 'completed'}]);
    expect(element.state).to.equal('idle');
    expect(events.sequence().filter(name => name.includes('→'))).to.deep.equal([
      'idle→requesting',
      'requesting→opening',
      'opening→open',
      'open→completing',
      'completing→verifying',
      'verifying→idle',
    ]);
  });

  it('aborts with the reason cancelled when the status answer reports the repair as exited', async () => {
    const {events, exit, popup, backend} = await openPopup();
    Object.assign(backend, {repair: 'exited', status: 'HEALTHY'});
    expect((await exit).detail).to.include({reason: 'cancelled'});
    expect(popup.closed).to.equal(true);
    await events.next('repair-confirmed');
  });

  it('stays open while the status answer does not report the repair', async () => {
    const {element, backend} = await openPopup();
    backend.repair = 'missing';
    const {requests} = backend;
    await until(() => backend.requests > requests + 2, 'further requests');
    expect(element.state).to.equal('open');
  });

  it('puts no secret into events and attributes', async () => {
    const all = record();
    const {exit, element, backend} = await openPopup();
    backend.repair = 'completed';
    await exit;
    expect(JSON.stringify(all.all.map(({detail}) => detail as unknown))).to.not.contain('lp_secret');
    expect(document.documentElement.outerHTML + element.shadowRoot!.innerHTML).to.not.contain('lp_secret');
  });
});

describe('a pop-up whose window reads as closed', () => {
  it('does not end the repair, whose outcome comes from the status answer', async () => {
    const {element, events, exit, popup, backend} = await openPopup();
    popup.closed = true;
    const {requests} = backend;
    await until(() => backend.requests > requests + 3, 'further requests');
    expect(element.state).to.equal('open');
    expect(announcement(element)).to.contain('other window');
    Object.assign(backend, {repair: 'completed', status: 'HEALTHY'});
    expect((await exit).type).to.equal('successful');
    await events.next('repair-confirmed');
  });

  it('shortens the pauses between the status requests', async () => {
    const {popup, backend} = await openPopup();
    shorten({poll: 2, pollLongest: 60_000});
    const hasSlowedDown = async () => {
      const {requests} = backend;
      await new Promise(resolve => setTimeout(resolve, 400));
      return backend.requests === requests;
    };
    // Waits until the pauses have become longer.
    backend.repair = 'missing';
    await until(hasSlowedDown, 'a pause');
    const {requests} = backend;
    popup.closed = true;
    await until(() => backend.requests > requests + 3, 'further requests', 1500);
  });

  it('is opened again by the button', async () => {
    const {element, popup} = await openPopup();
    popup.closed = true;
    part(element, 'button')!.click();
    expect(windows).to.have.length(2);
    const [, second] = windows;
    expect(second!.visited).to.deep.equal([hostedLinkUrl]);
    element.close();
    expect(second!.closed).to.equal(true);
  });

  it('aborts with the reason returned before the navigation', async () => {
    let answer!: (token: unknown) => void;
    const {element} = await createPopup({}, {fetchToken: () => new Promise(resolve => (answer = resolve))});
    const exit = element.open();
    await until(() => answer, 'the request');
    windows[0]!.close();
    answer({hostedLinkUrl});
    expect((await exit).detail).to.include({reason: 'returned'});
    expect(windows[0]!.visited).to.deep.equal([]);
  });

  it('aborts with the reason returned when the token expires', async () => {
    const {exit, popup} = await openPopup({}, {fetchToken: () => ({hostedLinkUrl, expiresIn: 1})});
    popup.closed = true;
    expect((await exit).detail).to.include({reason: 'returned'});
  });
});

describe('an open pop-up', () => {
  it('fails with token-expired when the token expires', async () => {
    const {events, popup} = await openPopup({}, {fetchToken: () => ({hostedLinkUrl, expiresIn: 1})});
    expect((await events.next('exited-errored')).error.code).to.equal('token-expired');
    expect(popup.closed).to.equal(true);
  });

  it('is closed by close() and by the button "Cancel"', async () => {
    const first = await openPopup();
    first.element.close();
    expect((await first.exit).detail).to.include({reason: 'closed'});
    expect(first.popup.closed).to.equal(true);
    windows.length = 0;
    const second = await openPopup();
    part(second.element, 'cancel')!.click();
    expect((await second.exit).detail).to.include({reason: 'closed'});
    expect(second.popup.closed).to.equal(true);
  });

  it('is closed without an exit event when the element is removed', async () => {
    const {element, events, exit, popup} = await openPopup();
    element.remove();
    expect((await exit).type).to.equal('removed');
    expect(popup.closed).to.equal(true);
    expect(events.exits()).to.have.length(0);
  });

  it('stays open when the element is moved', async () => {
    const {element, exit, popup, backend} = await openPopup();
    document.body.prepend(element);
    await next();
    expect(popup.closed).to.equal(false);
    expect(element.state).to.equal('open');
    backend.repair = 'completed';
    expect((await exit).type).to.equal('successful');
  });

  it('is closed when the token request fails', async () => {
    const {element} = await createPopup({}, {fetchToken: () => new Response(null, {status: 500})});
    expect((await element.open()).type).to.equal('errored');
    expect(windows[0]!.closed).to.equal(true);
    expect(windows[0]!.visited).to.deep.equal([]);
  });

  it('is closed with invalid-configuration for a token of a provider without the display popup', async () => {
    const {element} = await createPopup({}, {fetchToken: () => ({provider: 'meld', widgetUrl: 'https://x.meld.io/'})});
    const {detail} = await element.open();
    expect(detail).to.have.nested.property('error.code', 'invalid-configuration');
    expect(windows[0]!.closed).to.equal(true);
  });

  it('sends no status requests after it has been closed', async () => {
    const {element, backend} = await openPopup();
    await until(() => backend.requests, 'a request');
    element.close();
    await until(() => !part(element, 'cancel'), 'the end');
    await next();
    const {requests} = backend;
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(backend.requests).to.equal(requests);
  });
});

describe('the URL of a pop-up', () => {
  for (const address of [
    'http://secure.plaid.com/link/1',
    'https://secure.plaid.com.evil.example/link/1',
    'https://evil.example/?https://secure.plaid.com',
    'http://127.0.0.1:9/link/1',
    'javascript:alert(1)',
    'nowhere',
    undefined,
  ]) {
    it(`is refused with invalid-token: ${address}`, async () => {
      const {element} = await createPopup({}, {fetchToken: () => ({linkToken: 'link-1', hostedLinkUrl: address})});
      const {detail} = await element.open();
      expect(detail).to.have.nested.property('error.code', 'invalid-token');
      expect(windows[0]!.visited).to.deep.equal([]);
      expect(windows[0]!.closed).to.equal(true);
    });
  }

  it('can be on loopback with sandbox-url', async () => {
    const url = 'http://127.0.0.1:9/link/1';
    const {popup} = await openPopup({'sandbox-url': 'http://localhost:1'}, {fetchToken: () => ({hostedLinkUrl: url})});
    expect(popup.visited).to.deep.equal([url]);
  });
});

describe('the display popup', () => {
  it('fails with invalid-configuration without a status source, and opens no window', async () => {
    const {element} = await createPopup({}, {fetchStatus: null});
    const {detail} = await element.open();
    expect(detail).to.have.nested.property('error.code', 'invalid-configuration');
    expect(windows).to.have.length(0);
  });

  it('fails with invalid-configuration for a provider without it, and opens no window', async () => {
    const {element} = await createPopup({provider: 'meld'});
    const {detail} = await element.open();
    expect(detail).to.have.nested.property('error.code', 'invalid-configuration');
    expect(windows).to.have.length(0);
  });

  it('is not selected by auto', async () => {
    let request: unknown;
    const {element} = await createPopup(
      {display: 'auto'},
      {fetchToken: sent => ((request = sent), {status: 'CONTINUE'})},
    );
    await element.open();
    expect(request).to.include({display: 'modal'});
    expect(windows).to.have.length(0);
  });

  it('does not exclude other repairs', async () => {
    await openPopup();
    const {element} = await createPopup(
      {'connection-id': 'conn_q'},
      {fetchToken: () => ({hostedLinkUrl: `${hostedLinkUrl}2`})},
    );
    void element.open();
    await until(() => windows[1]?.visited.length, 'the second window');
  });
});
