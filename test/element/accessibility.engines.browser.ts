import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';
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
  for (const [state, enter] of Object.entries(states)) {
    it(`has no axe violations: ${state}`, async () => {
      const element = await enter();
      await element.updateComplete;
      await expect(element).to.be.accessible();
    });
  }
});
