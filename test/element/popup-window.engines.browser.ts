import {expect} from '@open-wc/testing';
import {resetMouse, sendMouse} from '@web/test-runner-commands';
import {create, part, shorten} from '../helpers/fixture.js';
import {record} from '../helpers/events.js';
import {config} from '../helpers/test-config.js';
import {until} from '../helpers/until.js';

describe('a real window', () => {
  afterEach(() => resetMouse());

  it('is opened by a click, shows the loading page, navigates to the widget, and is closed at the exit', async () => {
    shorten({poll: 5, pollLongest: 5, popupCheck: 2});
    const {open} = window;
    let popup: Window | null = null;
    window.open = (...args) => (popup = open.apply(window, args));
    try {
      let answer!: (token: unknown) => void;
      let repair: 'pending' | 'exited' = 'pending';
      const element = await create(
        {'connection-id': 'conn_p', provider: 'plaid', display: 'popup', 'sandbox-url': config.sandbox.url},
        {
          fetchToken: () => new Promise(resolve => (answer = resolve)),
          fetchStatus: () => ({provider: 'plaid', status: 'ITEM_LOGIN_REQUIRED', statusReason: null, repair}),
        },
      );
      const events = record(element);
      const {left, top, width, height} = part(element, 'button')!.getBoundingClientRect();
      const position: [number, number] = [Math.round(left + width / 2), Math.round(top + height / 2)];
      await sendMouse({type: 'click', position});
      await until(() => answer, 'the request');
      await until(() => popup?.document.body?.textContent?.includes('Connecting'), 'the loading page');
      answer({hostedLinkUrl: `${config.origins.loopback}/test/fixtures/frame.html`});
      await until(() => {
        try {
          return !popup!.location.href;
        } catch {
          return true;
        }
      }, 'the other origin');
      expect(popup!.closed).to.equal(false);
      repair = 'exited';
      expect((await events.next('exited-aborted')).reason).to.equal('cancelled');
      await until(() => popup!.closed, 'the end of the window');
    } finally {
      window.open = open;
      (popup as Window | null)?.close();
    }
  });
});
