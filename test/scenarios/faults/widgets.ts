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

/** What a widget reports: that it has loaded, an error of the vendor's, that the person has finished. */
type Report = 'load' | 'fail' | 'finish';

/** A widget that the test plays. */
export interface Widget {
  /** Makes the widget report these in one task, because one of them can remove it. */
  report(...reports: Report[]): Promise<unknown>;
}

export interface Player {
  readonly answer: Record<string, unknown>;
  /** Waits until the widget can report. */
  play(element: BankReconnectElement): Promise<Widget>;
}

const frameUrl = `${widgetUrl}?token=${SECRET}`;

/** The host's answer for a widget at that address in a frame. */
export const frameToken = (provider: Provider, url: string): Record<string, unknown> =>
  provider === 'mx' ? {widget_url: {url}} : tokenAnswer({widgetUrl: url, connectToken: SECRET});

const inFrame = (messages: Record<Report, unknown[]>) => async (element: BankReconnectElement) => {
  const frame = await loadedFrame(element);
  return {
    report: (...reports: Report[]) => postFrom(frame.contentWindow!, ...reports.flatMap(name => messages[name])),
  };
};

/** Reports by calls, like a vendor's script. */
const byCalls = (calls: Record<Report, () => void>): Widget => ({
  report(...reports) {
    for (const name of reports) calls[name]();
    return Promise.resolve();
  },
});

export const players: Record<Provider, Player> = {
  meld: {
    answer: frameToken('meld', frameUrl),
    play: inFrame({load: [message('init')], fail: [message('error')], finish: [completeMessage]}),
  },
  mx: {
    answer: frameToken('mx', frameUrl),
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
      return byCalls({
        load: () => callbacks.onLoad!(),
        fail() {
          callbacks.onEvent!('ERROR', {error_message: SECRET});
          callbacks.onExit!({...linkError('API_ERROR', 'X'), error_message: SECRET}, exitMetadata());
        },
        finish: () => callbacks.onSuccess(SECRET, successMetadata),
      });
    },
  },
  quiltt: {
    answer: {connectorId: 'cn_1', sessionToken: SECRET, providerConnectionId: 'conn_9'},
    async play() {
      const session = await until(() => reconnects.find(({isOpen}) => isOpen), 'open() of Quiltt');
      const more = {connectionId: 'conn_9', token: SECRET};
      return byCalls({
        load: () => session.report('loaded', more),
        fail: () => session.exit('exited.errored', more),
        finish: () => session.exit('exited.successful', more),
      });
    },
  },
};

export const attributesOf = (provider: Provider) => ({
  'connection-id': 'conn_1',
  provider,
  'institution-name': 'Meridian',
  ...((provider === 'mx' || provider === 'meld') && {'sandbox-url': config.sandbox.url}),
});
