import type {BankReconnectElement} from '../../src/index.js';
import {expectAccessible} from '../helpers/axe.js';
import {inState} from '../helpers/events.js';
import {part, shorten} from '../helpers/fixture.js';
import {completeMessage, createMeld, message, openMeld} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

const never = () => new Promise<never>(() => undefined);

describe('accessibility', () => {
  const states: Record<string, () => Promise<BankReconnectElement>> = {
    idle: () => createMeld(),
    disabled: () => createMeld({disabled: ''}),
    requesting: async () => {
      const element = await createMeld({}, {fetchToken: never});
      void element.open();
      return element;
    },
    opening: async () => (await openMeld()).element,
    'opening, inline': async () => (await openMeld({display: 'inline'})).element,
    open: async () => {
      const {element, post} = await openMeld();
      await post(message('init'));
      return element;
    },
    'a slow widget': async () => {
      shorten({slow: 1});
      const {element} = await openMeld();
      await until(() => part(element, 'retry'), 'Try again');
      return element;
    },
    completing: async () => {
      const {element, post} = await openMeld({}, {completeRepair: never});
      await post(completeMessage);
      await inState(element, 'completing');
      return element;
    },
    verifying: async () => {
      const {element, post} = await openMeld({}, {fetchStatus: never});
      await post(completeMessage);
      await inState(element, 'verifying');
      return element;
    },
    confirmed: async () => {
      const element = await createMeld({}, {fetchToken: () => ({status: 'CONTINUE'})});
      await element.open();
      return element;
    },
    unconfirmed: async () => {
      shorten({poll: 1, verification: 1});
      const {element, events, post} = await openMeld(
        {},
        {fetchStatus: () => ({provider: 'meld', status: 'RECONNECT_REQUIRED'})},
      );
      await post(completeMessage);
      await events.next('repair-unconfirmed');
      return element;
    },
    'a retryable error': async () => {
      const element = await createMeld({}, {fetchToken: () => new Response(null, {status: 500})});
      await element.open();
      return element;
    },
    'an error that cannot be retried': async () => {
      const element = await createMeld({}, {fetchToken: () => ({status: 'ABORT'})});
      await element.open();
      return element;
    },
  };
  const page = document.documentElement;
  afterEach(() => page.removeAttribute('style'));

  /** Sets the page's colours. axe takes the background of a page without one for white. */
  const usePage = (colorScheme: string): void =>
    void Object.assign(page.style, {colorScheme, background: 'Canvas', color: 'CanvasText'});

  for (const [state, enter] of Object.entries(states)) {
    for (const scheme of ['light', 'dark']) {
      it(`has no axe violations: ${state}, ${scheme}`, async () => {
        usePage(scheme);
        const element = await enter();
        await element.updateComplete;
        await expectAccessible(element);
      });
    }

    it(`has no axe violations: ${state}, with the page's own trigger`, async () => {
      usePage('light');
      const element = await enter();
      const trigger = Object.assign(document.createElement('button'), {slot: 'trigger', textContent: 'Repair'});
      element.append(trigger);
      element.appearance = 'none';
      await element.updateComplete;
      await expectAccessible(element);
    });
  }
});
