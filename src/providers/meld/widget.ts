import type {Account, ErrorCode, Institution} from '../../contract.js';
import {openFrame} from '../../surfaces/frame.js';
import type {WidgetProvider} from '../provider.js';
import {parseMessage, toText} from './widget/message.js';

/**
 * Only the sandbox's host, institution-connect-sb.meld.io, is written down; that of production is unverified, so any
 * host of meld.io is taken.
 */
const DOMAIN = 'meld.io';

/** Three hours in seconds: what Meld's guide says of a repair's token. Its sample says four, hence the look inside. */
const TOKEN_LIFE = 10_800;

/** Meld's repair: a page in a frame that posts messages (Meld's pages on launching the widget and on its events). */
export const widget: WidgetProvider = {
  read: ({widgetUrl: url, connectToken}) =>
    typeof url === 'string' ? {url, life: lifeOf(connectToken) || TOKEN_LIFE} : 'widgetUrl',

  open: context =>
    new Promise(resolve => {
      const {token, signal, event} = context;
      const fail = (code: ErrorCode, message: string) => resolve({type: 'errored', error: {code, message}});
      const url = context.widgetUrl(DOMAIN);
      if (!url) return fail('invalid-token', 'widgetUrl is not an address of Meld');
      const expire = () => fail('token-expired', 'The connect token has expired');
      const timer = setTimeout(expire, token.life * 1000);
      signal.addEventListener('abort', () => clearTimeout(timer));
      // The size that Meld's guide calls best.
      openFrame(context, url, 360, 630, posted => {
        const {name, data} = parseMessage(posted);
        // It stands for many things, a cancel inside the widget among them, and they cannot be told apart: the widget
        // stays until our own close button.
        if (!name || name === 'debug') return;
        if (name === 'init') context.loaded();
        context.reported();
        const code = toText(data.reason);
        const institution = {id: toText(data.institutionId), name: toText(data.institutionName)} as Institution;
        const accounts = accountsOf(data.accounts);
        event(name, name === 'connect_complete' ? {institution, accountCount: accounts?.length} : {reason: code});
        // Not terminal: the person can often go on in the widget.
        if (name === 'error') context.failed({code: 'widget-error', message: 'Meld: error', vendor: {code}});
        // Likely to come in repair mode too, but unverified: where it does not, the question after the close finds out.
        if (name === 'connect_complete') {
          resolve({type: 'successful', result: data, institution, accounts});
        }
      });
    }),
};

const accountsOf = (accounts: unknown): Account[] | undefined =>
  Array.isArray(accounts)
    ? accounts.map(account => {
        const {name, type, mask} = Object(account) as Record<string, unknown>;
        return {name: toText(name), type: toText(type), mask: toText(mask)} as Account;
      })
    : undefined;

/** `exp` less `iat` of a connect token: a span, so that a wrong clock does not matter. Who signed it is not our concern. */
function lifeOf(connectToken: unknown): number {
  try {
    const payload = (connectToken as string).split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/');
    const {exp, iat} = JSON.parse(atob(payload)) as {exp: number; iat: number};
    return Math.max(0, exp - iat);
  } catch {
    return 0;
  }
}
