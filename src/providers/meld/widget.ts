import type {Account, Institution} from '../../contract.js';
import {openFrame} from '../../surfaces/frame.js';
import {toWidgetUrl} from '../../surfaces/widget-url.js';
import type {WidgetError, WidgetProvider} from '../provider.js';
import {parseMessage} from './widget/message.js';

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
    new Promise((resolve, reject: (error: WidgetError) => void) => {
      const {token, signal, event} = context;
      const url = toWidgetUrl(token.url, DOMAIN, context);
      if (!url) return reject({code: 'invalid-token', message: 'widgetUrl is not an address of Meld'});
      const expire = () => reject({code: 'token-expired', message: 'The connect token has expired'});
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
        const {reason, institutionId, institutionName, accountCount, accounts} = data;
        event(name, {reason, institutionId, institutionName, accountCount});
        // Not terminal: the person can often go on in the widget.
        if (name === 'error')
          context.failed({code: 'widget-error', message: 'Meld: error', vendor: {code: `${reason}`}});
        // Likely to come in repair mode too, but unverified: where it does not, the question after the close finds out.
        if (name === 'connect_complete') {
          const institution = {id: institutionId, name: institutionName} as Institution;
          resolve({type: 'successful', result: data, institution, accounts: accountsOf(accounts)});
        }
      });
    }),
};

const accountsOf = (accounts: unknown): Account[] | undefined =>
  Array.isArray(accounts) ? accounts.map(({name, type, mask}: Account) => ({name, type, mask}) as Account) : undefined;

/** `exp` less `iat` of a connect token: a span, so that a wrong clock does not matter. Who signed it is not our concern. */
function lifeOf(connectToken: unknown): number {
  try {
    const payload = (connectToken as string).split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/');
    const {exp, iat} = JSON.parse(atob(payload)) as {exp: number; iat: number};
    return exp - iat;
  } catch {
    return 0;
  }
}
