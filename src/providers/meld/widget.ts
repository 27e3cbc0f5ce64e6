import type {Account, ErrorCode, Institution} from '../../contract.js';
import type {WidgetProvider} from '../provider.js';
import {parseMessage, toText} from './widget/message.js';

/**
 * Meld documents only the sandbox's host, institution-connect-sb.meld.io. The production host is unverified, so any host
 * of meld.io is accepted.
 */
const DOMAIN = 'meld.io';

/**
 * Three hours in seconds: a repair token's life in Meld's guide. The guide's sample token lives four hours, so the token's
 * own claims take precedence.
 */
const TOKEN_LIFE = 10_800;

/** Meld's repair page in a frame, which posts messages (Meld's pages on launching the widget and on its events). */
export const widget: WidgetProvider = {
  read: ({widgetUrl: url, connectToken}) =>
    typeof url === 'string' && url ? {url, life: lifeOf(connectToken) || TOKEN_LIFE} : 'widgetUrl',

  open: context =>
    new Promise(resolve => {
      const {token, signal, event} = context;
      const fail = (code: ErrorCode, message: string) => resolve({type: 'errored', error: {code, message}});
      const url = context.widgetUrl(DOMAIN);
      if (!url) return fail('invalid-token', 'widgetUrl is not an address of Meld');
      const expire = () => fail('token-expired', 'The connect token has expired');
      const timer = setTimeout(expire, token.life * 1000);
      signal.addEventListener('abort', () => clearTimeout(timer));
      const receive = (posted: unknown) => {
        const {name, data} = parseMessage(posted);
        // `debug` has several meanings, a cancel inside the widget among them, which cannot be told apart: the widget
        // stays open until our own close button.
        if (!name || name === 'debug') return;
        if (name === 'init') context.loaded();
        context.reported();
        const code = toText(data.reason);
        const institution = institutionOf(data);
        const accounts = accountsOf(data.accounts);
        event(name, name === 'connect_complete' ? {institution, accountCount: accounts?.length} : {reason: code});
        // Not terminal: the person can often continue in the widget.
        if (name === 'error') context.failed({code: 'widget-error', message: 'Meld: error', vendor: {code}});
        // Whether it comes in repair mode is unverified. Where it does not, the status question after the close tells.
        if (name === 'connect_complete') {
          resolve({type: 'successful', result: data, institution, accounts});
        }
      };
      // The size that Meld's guide recommends.
      context.openFrame({url, width: 360, height: 630, receive});
    }),
};

function institutionOf({institutionId, institutionName}: Record<string, unknown>): Institution {
  const id = toText(institutionId);
  const name = toText(institutionName);
  return {...(id && {id}), ...(name && {name})};
}

const accountsOf = (accounts: unknown): Account[] | undefined =>
  Array.isArray(accounts) ? accounts.map(account => accountOf(Object(account) as Record<string, unknown>)) : undefined;

function accountOf(account: Record<string, unknown>): Account {
  const name = toText(account.name);
  const type = toText(account.type);
  const mask = toText(account.mask);
  return {...(name && {name}), ...(type && {type}), ...(mask && {mask})};
}

/** `exp` minus `iat` of a connect token, in seconds, or 0. A span does not depend on the clock. The signature is not checked: the value only sets a timer. */
function lifeOf(connectToken: unknown): number {
  try {
    const payload = (connectToken as string).split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/');
    const {exp, iat} = JSON.parse(atob(payload)) as {exp: number; iat: number};
    return Math.max(0, exp - iat);
  } catch {
    return 0;
  }
}
