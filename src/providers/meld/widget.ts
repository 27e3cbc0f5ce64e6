import type {ErrorCode, ReportedAccount, ReportedInstitution} from '../../contract.js';
import type {WidgetProvider} from '../provider.js';
import {parseMessage, toText} from './widget/message.js';

/**
 * Meld documents only the sandbox's host, institution-connect-sb.meld.io. The production host is unverified, so any
 * host of meld.io is accepted.
 */
const DOMAIN = 'meld.io';

/**
 * Three hours in seconds: the life of a repair token in Meld's guide. The guide's sample token has a life of four
 * hours, so the token's claims take precedence.
 */
const TOKEN_LIFE = 10_800;

/** The longest pause between two checks of the token's expiry, in milliseconds. */
const EXPIRY_CHECK = 15_000;

/** Meld's repair page in a frame that posts messages (Meld's pages on launching the widget and on its events). */
export const widget: WidgetProvider = {
  read: ({widgetUrl: url, connectToken}) =>
    typeof url === 'string' && url ? {url, life: lifeOf(connectToken) || TOKEN_LIFE} : {missing: 'widgetUrl'},

  open: context =>
    new Promise(resolve => {
      const {token, signal} = context;
      const fail = (code: ErrorCode, message: string) => resolve({type: 'errored', error: {code, message}});
      const url = context.widgetUrl(DOMAIN);
      if (!url) return fail('invalid-token', 'widgetUrl is not an address of Meld');
      const expiresAt = Date.now() + token.life * 1000;
      const checkExpiry = () => {
        if (Date.now() >= expiresAt) fail('token-expired', 'The connect token has expired');
      };
      // A timer stands still while the system sleeps, so the time is checked often.
      const timer = setInterval(checkExpiry, Math.min(token.life * 1000, EXPIRY_CHECK));
      signal.addEventListener('abort', () => clearInterval(timer));
      const receive = (posted: unknown) => {
        const {name, data} = parseMessage(posted);
        // `debug` has several meanings that cannot be distinguished, such as a cancel inside the widget. The widget
        // stays open until the person uses the element's close button.
        if (!name || name === 'debug') return;
        if (name === 'init') context.reportLoaded();
        context.reportMessage();
        const code = toText(data.reason);
        const institution = institutionOf(data);
        const accounts = accountsOf(data.accounts);
        const eventData = name === 'connect_complete' ? {institution, accountCount: accounts?.length} : {reason: code};
        context.reportEvent(name, eventData);
        // An error is not terminal. The person can often continue in the widget.
        if (name === 'error') context.reportError({code: 'widget-error', message: 'Meld: error', vendor: {code}});
        // Whether Meld sends it in repair mode is unverified. Without it, the status request after the close confirms.
        if (name === 'connect_complete') {
          resolve({type: 'successful', result: data, institution, accounts});
        }
      };
      // The size that Meld's guide recommends.
      context.openFrame({url, width: 360, height: 630, receive});
    }),
};

function institutionOf({institutionId, institutionName}: Record<string, unknown>): ReportedInstitution {
  const id = toText(institutionId);
  const name = toText(institutionName);
  return {...(id && {id}), ...(name && {name})};
}

const accountsOf = (accounts: unknown): ReportedAccount[] | undefined =>
  Array.isArray(accounts) ? accounts.map(account => accountOf(Object(account) as Record<string, unknown>)) : undefined;

function accountOf(account: Record<string, unknown>): ReportedAccount {
  const name = toText(account.name);
  const type = toText(account.type);
  const mask = toText(account.mask);
  return {...(name && {name}), ...(type && {type}), ...(mask && {mask})};
}

/**
 * Returns `exp` minus `iat` of a connect token, in seconds, or 0. The difference is independent of the browser's clock.
 * The signature is not checked, because the value only sets a timer.
 */
function lifeOf(connectToken: unknown): number {
  try {
    const payload = (connectToken as string).split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/');
    const {exp, iat} = JSON.parse(atob(payload)) as {exp: number; iat: number};
    return Math.max(0, exp - iat);
  } catch {
    return 0;
  }
}
