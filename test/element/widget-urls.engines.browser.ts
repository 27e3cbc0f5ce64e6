import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {part} from '../helpers/fixture.js';
import {createMeld, tokenAnswer, widgetUrl} from '../helpers/meld-page.js';
import {config} from '../helpers/test-config.js';
import {until} from '../helpers/until.js';

async function open(url: unknown, attributes: Record<string, string> = {}, widgetOrigins: string[] = []) {
  const element = await createMeld(attributes, {
    fetchToken: () => tokenAnswer({widgetUrl: url, widgetOrigins: ['https://evil.example']}),
    widgetOrigins,
  });
  const events = record(element);
  const exit = element.open();
  await Promise.race([exit, events.next('widget-opened')]);
  return {element, events};
}

/** The frame is added a task after the dialog. */
const frameOf = (element: Element) => until(() => part<HTMLIFrameElement>(element, 'frame'), 'the frame');

describe('the URL of a widget', () => {
  const refused: Record<string, unknown> = {
    'on a foreign origin': 'https://evil.example/widget',
    'on a host with the same ending': 'https://evilmeld.io/',
    'on a host with the same beginning': 'https://meld.io.evil.example/',
    'with a user that looks like the host': 'https://meld.io@evil.example/',
    'without https': 'http://institution-connect-sb.meld.io/',
    'with the scheme javascript': 'javascript:alert(1)',
    'with the scheme data': 'data:text/html,hello',
    'relative to the page': '/widget',
    'that is not a string': {toString: () => 'https://meld.io/'},
    'on loopback over another protocol': 'ftp://127.0.0.1/',
  };
  for (const [what, url] of Object.entries(refused)) {
    it(`${what} is refused with invalid-token, and no widget is opened`, async () => {
      const {element, events} = await open(url);
      expect(events.one('exited-errored').error).to.include({code: 'invalid-token'});
      expect(events.of('widget-opened')).to.have.length(0);
      expect(part(element, 'frame')).to.equal(undefined);
    });
  }

  it('is not repeated in the error', async () => {
    const {events} = await open('https://evil.example/?token=abc123');
    expect(JSON.stringify(events.one('exited-errored'))).to.not.contain('abc123');
  });

  it('on loopback is refused without sandbox-url', async () => {
    const {events} = await open(widgetUrl, {'sandbox-url': ''});
    expect(events.one('exited-errored').error.code).to.equal('invalid-token');
  });

  for (const url of [widgetUrl, `${config.origins.localhost}/test/fixtures/frame.html`]) {
    it(`on loopback (${new URL(url).hostname}) is opened with sandbox-url`, async () => {
      const {element} = await open(url);
      expect((await frameOf(element)).src).to.equal(url);
    });
  }

  it("on the provider's domain is opened without sandbox-url", async () => {
    const url = 'https://institution-connect-sb.meld.io/?connectToken=x';
    const {element} = await open(url, {'sandbox-url': ''});
    expect((await frameOf(element)).src).to.equal(url);
  });

  it('on an origin in widgetOrigins is opened, and on another port refused', async () => {
    const named = ['https://widgets.example'];
    const {element} = await open('https://widgets.example/a', {'sandbox-url': ''}, named);
    expect((await frameOf(element)).src).to.equal('https://widgets.example/a');
    element.close();
    const {events} = await open('https://widgets.example:444/a', {'sandbox-url': ''}, named);
    expect(events.one('exited-errored').error.code).to.equal('invalid-token');
  });

  it('on an http origin in widgetOrigins is refused', async () => {
    const {events} = await open('http://widgets.example/a', {'sandbox-url': ''}, ['http://widgets.example']);
    expect(events.one('exited-errored').error.code).to.equal('invalid-token');
  });
});
