import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {part, said, shorten, textOf} from '../helpers/fixture.js';
import {block, createPopup, hostedLinkUrl, installWindows, opened, openPopup, windows} from '../helpers/popup-page.js';
import {until} from '../helpers/until.js';

installWindows();

const next = () => new Promise(resolve => setTimeout(resolve));

describe('a pop-up', () => {
  it('is opened in the click, before the backend is asked, and sized', async () => {
    let seen = -1;
    const {element} = await createPopup(
      {},
      {
        fetchToken: () => {
          seen = windows.length;
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
    await until(() => seen >= 0, 'the question');
    expect(seen).to.equal(1);
  });

  it('is not opened when repair-requested is prevented', async () => {
    const {element} = await createPopup();
    element.addEventListener('repair-requested', event => event.preventDefault());
    expect((await element.open()).type).to.equal('cancelled');
    expect(windows).to.have.length(0);
  });

  it('says that it is loading, without markup and without a style attribute in the source', async () => {
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

  it('asks for a token for that display, and goes where it says', async () => {
    let request: unknown;
    const {popup, events, element} = await openPopup(
      {},
      {fetchToken: asked => ((request = asked), {hostedLinkUrl, expiresIn: 600})},
    );
    expect(request).to.include({display: 'popup'});
    expect(popup.went).to.deep.equal([hostedLinkUrl]);
    expect(events.one('widget-opened').display).to.equal('popup');
    expect(events.of('widget-loaded')).to.have.length(0);
    expect(element.state).to.equal('open');
  });

  it("reads Plaid's own answer, too", async () => {
    const {popup} = await openPopup({}, {fetchToken: () => ({link_token: 'link-1', hosted_link_url: hostedLinkUrl})});
    expect(popup.went).to.deep.equal([hostedLinkUrl]);
  });

  it('is told of in the page, with ways to it, anew and out', async () => {
    const {element, popup} = await openPopup();
    expect(said(element)).to.equal('Please continue in the other window.');
    const button = part(element, 'button')!;
    expect(textOf(button)).to.equal('Continue with Meridian');
    button.click();
    expect(popup.focused).to.equal(1);
    expect(['retry', 'cancel'].map(name => textOf(part(element, name)))).to.deep.equal(['Try again', 'Close']);
  });

  it('that the browser blocks is popup-blocked, and the next click works', async () => {
    block(true);
    const {element, events} = await createPopup();
    part(element, 'button')!.click();
    expect((await events.next('exited-errored')).error).to.include({code: 'popup-blocked', retryable: true});
    await element.updateComplete;
    expect(said(element)).to.contain('blocked the window');
    block(false);
    part(element, 'button')!.click();
    await until(() => windows[0]?.went.length, 'the address');
  });

  it('has succeeded when the backend says so: completed with what is known, verified, closed', async () => {
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
    expect(events.story().filter(name => name.includes('→'))).to.deep.equal([
      'idle→requesting',
      'requesting→opening',
      'opening→open',
      'open→completing',
      'completing→verifying',
      'verifying→idle',
    ]);
  });

  it('has been cancelled when the backend says exited, and the status is asked once', async () => {
    const {events, exit, popup, backend} = await openPopup();
    Object.assign(backend, {repair: 'exited', status: 'HEALTHY'});
    expect((await exit).detail).to.include({reason: 'cancelled'});
    expect(popup.closed).to.equal(true);
    await events.next('repair-confirmed');
  });

  it('goes on while the backend fails or says nothing of it', async () => {
    const {element, backend} = await openPopup();
    backend.repair = 'gone';
    const {asked} = backend;
    await until(() => backend.asked > asked + 2, 'further questions');
    expect(element.state).to.equal('open');
  });

  it('says nothing secret in events and attributes', async () => {
    const all = record();
    const {exit, element, backend} = await openPopup();
    backend.repair = 'completed';
    await exit;
    expect(JSON.stringify(all.all.map(({detail}) => detail as unknown))).to.not.contain('lp_secret');
    expect(document.documentElement.outerHTML + element.shadowRoot!.innerHTML).to.not.contain('lp_secret');
  });
});

describe('a pop-up that seems to be closed', () => {
  it('ends nothing, because the person may still be there, and its end is heard of', async () => {
    const {element, events, exit, popup, backend} = await openPopup();
    popup.closed = true;
    const {asked} = backend;
    await until(() => backend.asked > asked + 3, 'further questions');
    expect(element.state).to.equal('open');
    expect(said(element)).to.contain('other window');
    Object.assign(backend, {repair: 'completed', status: 'HEALTHY'});
    expect((await exit).type).to.equal('successful');
    await events.next('repair-confirmed');
  });

  it('makes the backend be asked sooner', async () => {
    const {popup, backend} = await openPopup();
    shorten({poll: 2, pollLongest: 60_000});
    const hasSlowedDown = async () => {
      const {asked} = backend;
      await new Promise(resolve => setTimeout(resolve, 400));
      return backend.asked === asked;
    };
    // Not by the pace that it began with.
    backend.repair = 'gone';
    await until(hasSlowedDown, 'a pause');
    const {asked} = backend;
    popup.closed = true;
    await until(() => backend.asked > asked + 3, 'further questions', 1500);
  });

  it('is opened again by the button', async () => {
    const {element, popup} = await openPopup();
    popup.closed = true;
    part(element, 'button')!.click();
    expect(windows).to.have.length(2);
    const [, again] = windows;
    expect(String(opened[1]![0])).to.equal(hostedLinkUrl);
    element.close();
    expect(again!.closed).to.equal(true);
  });

  it('before it went anywhere is closed for certain', async () => {
    let answer!: (token: unknown) => void;
    const {element} = await createPopup({}, {fetchToken: () => new Promise(resolve => (answer = resolve))});
    const exit = element.open();
    await until(() => answer, 'the question');
    windows[0]!.close();
    answer({hostedLinkUrl});
    expect((await exit).detail).to.include({reason: 'returned'});
    expect(windows[0]!.went).to.deep.equal([]);
  });

  it("has come back without a result when the token's life is over", async () => {
    const {exit, popup} = await openPopup({}, {fetchToken: () => ({hostedLinkUrl, expiresIn: 1})});
    popup.closed = true;
    expect((await exit).detail).to.include({reason: 'returned'});
  });
});

describe('the end of a pop-up', () => {
  it("is token-expired when it is still open at the end of the token's life", async () => {
    const {events, popup} = await openPopup({}, {fetchToken: () => ({hostedLinkUrl, expiresIn: 1})});
    expect((await events.next('exited-errored')).error.code).to.equal('token-expired');
    expect(popup.closed).to.equal(true);
  });

  it('comes with close(), and with our Close', async () => {
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

  it('and another beginning come with Try again, inside the click', async () => {
    const {element, exit, popup, events} = await openPopup();
    part(element, 'retry')!.click();
    expect(windows).to.have.length(2);
    expect((await exit).detail).to.include({reason: 'closed'});
    expect(popup.closed).to.equal(true);
    await until(() => windows[1]!.went.length, 'the address');
    expect(events.of('repair-requested')).to.have.length(2);
  });

  it('comes silently with the removal of the element', async () => {
    const {element, events, exit, popup} = await openPopup();
    element.remove();
    expect((await exit).type).to.equal('removed');
    expect(popup.closed).to.equal(true);
    expect(events.exits()).to.have.length(0);
  });

  it('does not come with a move', async () => {
    const {element, exit, popup, backend} = await openPopup();
    document.body.prepend(element);
    await next();
    expect(popup.closed).to.equal(false);
    expect(element.state).to.equal('open');
    backend.repair = 'completed';
    expect((await exit).type).to.equal('successful');
  });

  it('comes with a failure of the backend', async () => {
    const {element} = await createPopup({}, {fetchToken: () => new Response(null, {status: 500})});
    expect((await element.open()).type).to.equal('errored');
    expect(windows[0]!.closed).to.equal(true);
    expect(windows[0]!.went).to.deep.equal([]);
  });

  it('comes with a token of a provider that has none', async () => {
    const {element} = await createPopup({}, {fetchToken: () => ({provider: 'meld', widgetUrl: 'https://x.meld.io/'})});
    const {detail} = await element.open();
    expect(detail).to.have.nested.property('error.code', 'invalid-configuration');
    expect(windows[0]!.closed).to.equal(true);
  });

  it('is the end of all questions', async () => {
    const {element, backend} = await openPopup();
    await until(() => backend.asked, 'a question');
    element.close();
    await until(() => !part(element, 'cancel'), 'the end');
    await next();
    const {asked} = backend;
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(backend.asked).to.equal(asked);
  });
});

describe('where a pop-up may go', () => {
  for (const address of [
    'http://secure.plaid.com/link/1',
    'https://secure.plaid.com.evil.example/link/1',
    'https://evil.example/?https://secure.plaid.com',
    'http://127.0.0.1:9/link/1',
    'javascript:alert(1)',
    'nowhere',
    undefined,
  ]) {
    it(`is not ${address}`, async () => {
      const {element} = await createPopup({}, {fetchToken: () => ({linkToken: 'link-1', hostedLinkUrl: address})});
      const {detail} = await element.open();
      expect(detail).to.have.nested.property('error.code', 'invalid-token');
      expect(windows[0]!.went).to.deep.equal([]);
      expect(windows[0]!.closed).to.equal(true);
    });
  }

  it('is loopback with the sandbox', async () => {
    const url = 'http://127.0.0.1:9/link/1';
    const {popup} = await openPopup({'sandbox-url': 'http://localhost:1'}, {fetchToken: () => ({hostedLinkUrl: url})});
    expect(popup.went).to.deep.equal([url]);
  });
});

describe('the display popup', () => {
  it('is impossible without a way to read the status, and nothing is opened', async () => {
    const {element} = await createPopup({}, {fetchStatus: null});
    const {detail} = await element.open();
    expect(detail).to.have.nested.property('error.code', 'invalid-configuration');
    expect(windows).to.have.length(0);
  });

  it('is impossible for a provider that has none, and nothing is opened', async () => {
    const {element} = await createPopup({provider: 'meld'});
    const {detail} = await element.open();
    expect(detail).to.have.nested.property('error.code', 'invalid-configuration');
    expect(windows).to.have.length(0);
  });

  it('is not chosen by auto', async () => {
    let request: unknown;
    const {element} = await createPopup(
      {display: 'auto'},
      {fetchToken: asked => ((request = asked), {status: 'CONTINUE'})},
    );
    await element.open();
    expect(request).to.include({display: 'modal'});
    expect(windows).to.have.length(0);
  });

  it('leaves the place for a modal to others', async () => {
    await openPopup();
    const {element} = await createPopup(
      {'connection-id': 'conn_q'},
      {fetchToken: () => ({hostedLinkUrl: `${hostedLinkUrl}2`})},
    );
    void element.open();
    await until(() => windows[1]?.went.length, 'the second window');
  });
});
