import type {BankReconnectElement} from '../../../src/index.js';
import {completeMessage, loadedFrame, message, postFrom, tokenAnswer, widgetUrl} from '../../helpers/meld-page.js';
import {mxMessage} from '../../helpers/mx-page.js';
import {exitMetadata, linkError, links, successMetadata} from '../../helpers/plaid-page.js';
import {reconnects} from '../../helpers/quiltt-page.js';
import {config} from '../../helpers/test-config.js';
import {until} from '../../helpers/until.js';
import type {Provider} from './table.js';

/** A word in every token and address, which must not reach the page. */
export const SECRET = 'unmistakable-secret';

/** A widget that the test plays. */
export interface Widget {
  /** Reports that it has loaded. */
  load(): Promise<unknown>;
  /** Reports an error of the vendor. */
  fail(): Promise<unknown>;
  /** Reports that the person has finished. */
  finish(): Promise<unknown>;
}

export interface Player {
  readonly answer: Record<string, unknown>;
  /** Waits until the widget can report. */
  play(element: BankReconnectElement): Promise<Widget>;
}

const frameUrl = `${widgetUrl}?token=${SECRET}`;

const inFrame = (messages: Record<keyof Widget, unknown[]>) => async (element: BankReconnectElement) => {
  const frame = await loadedFrame(element);
  const post = (name: keyof Widget) => () => postFrom(frame.contentWindow!, ...messages[name]);
  return {load: post('load'), fail: post('fail'), finish: post('finish')};
};

/** Reports at once, like a vendor's script. */
const now = (report: () => void) => () => Promise.resolve(report());

export const players: Record<Provider, Player> = {
  meld: {
    answer: tokenAnswer({widgetUrl: frameUrl, connectToken: SECRET}),
    play: inFrame({load: [message('init')], fail: [message('error')], finish: [completeMessage]}),
  },
  mx: {
    answer: {widget_url: {url: frameUrl}},
    play: inFrame({
      load: [mxMessage('load'), mxMessage('connect/loaded', {initial_step: 'enterCreds'})],
      fail: [mxMessage('connect/oauthError', {url: SECRET})],
      finish: [
        mxMessage('connect/memberConnected', {member_guid: 'MBR-1', token: SECRET}),
        mxMessage('connect/connected/primaryAction'),
      ],
    }),
  },
  plaid: {
    answer: {linkToken: SECRET},
    async play() {
      const link = await until(() => links.find(({calls}) => calls.includes('open')), 'open() of Link');
      const {config: callbacks} = link;
      return {
        load: now(() => callbacks.onLoad!()),
        fail: now(() => {
          callbacks.onEvent!('ERROR', {error_message: SECRET});
          callbacks.onExit!({...linkError('API_ERROR', 'X'), error_message: SECRET}, exitMetadata());
        }),
        finish: now(() => callbacks.onSuccess(SECRET, successMetadata)),
      };
    },
  },
  quiltt: {
    answer: {connectorId: 'cn_1', sessionToken: SECRET, providerConnectionId: 'conn_9'},
    async play() {
      const session = await until(() => reconnects.find(({isOpen}) => isOpen), 'open() of Quiltt');
      const more = {connectionId: 'conn_9', token: SECRET};
      return {
        load: now(() => session.report('loaded', more)),
        fail: now(() => session.exit('exited.errored', more)),
        finish: now(() => session.exit('exited.successful', more)),
      };
    },
  },
};

export const attributesOf = (provider: Provider) => ({
  'connection-id': 'conn_1',
  provider,
  'institution-name': 'Meridian',
  ...((provider === 'mx' || provider === 'meld') && {'sandbox-url': config.sandbox.url}),
});
