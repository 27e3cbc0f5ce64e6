import {loadPopup} from '../../repair/lazy-parts.js';
import {loadScript} from '../../surfaces/script.js';
import type {WidgetContext, WidgetOutcome, WidgetProvider} from '../provider.js';
import {outcomeOfExit} from './widget/exit.js';
import {isPlaid, type LinkHandler, type PlaidGlobal} from './widget/link.js';
import {accountsOf, eventDataOf, institutionOf} from './widget/told.js';

/** Must come from Plaid's own host, unversioned (Plaid's page on Link for the web). */
const CDN = 'https://cdn.plaid.com';
const SCRIPT = '/link/v2/stable/link-initialize.js';

/** Half an hour: what Plaid gives a link token that is made for an existing item. */
const TOKEN_LIFE = 30 * 60;

/**
 * Plaid Link in update mode, or as a page of Plaid's own (Hosted Link) in a window of its own. Link draws its own overlay in the top document, so no dialog of ours is involved: a modal
 * one would make it inert.
 */
export const widget: WidgetProvider = {
  read({linkToken, link_token = linkToken, hostedLinkUrl, hosted_link_url = hostedLinkUrl}) {
    const [token, url] = [link_token, hosted_link_url].map(value => (typeof value === 'string' ? value : ''));
    return token || url ? {token: token!, url: url!, life: TOKEN_LIFE} : 'linkToken';
  },

  async open(context) {
    const {settings, sandboxOrigin, signal, display, token} = context;
    // Plaid's hosted page, which has no callbacks; of a token that was made for the page's own Link there is no address.
    if (display === 'popup') return (await loadPopup()).openPopup(context, 'plaid.com');
    if (!token.token) return {type: 'errored', error: {code: 'invalid-token', message: 'The token has no linkToken'}};
    const url = (sandboxOrigin ? `${sandboxOrigin}/plaid` : CDN) + SCRIPT;
    const plaid = await loadScript(url, settings.nonce, () => (isPlaid(window.Plaid) ? window.Plaid : undefined));
    if (!plaid) return {type: 'errored', error: {code: 'script-blocked', message: 'No Plaid script'}};
    signal.throwIfAborted();
    return openLink(plaid, context);
  },
};

/** One Link, from `create` to its first terminal callback: what comes after that one is ignored. */
const openLink = (plaid: PlaidGlobal, context: WidgetContext): Promise<WidgetOutcome> =>
  new Promise(resolve => {
    const received = Date.now();
    let typed = false;
    let ending: ReturnType<typeof setTimeout> | undefined;
    // Link delivers its events together with the terminal callback, in no promised order, and has work of its own left
    // after it: so the outcome is drawn a task later.
    const end = (outcome: () => WidgetOutcome) => {
      context.reported();
      ending ??= setTimeout(() => resolve(outcome()));
    };
    let handler: LinkHandler | undefined = plaid.create({
      token: context.token.token!,
      onLoad: () => context.loaded(),
      onEvent(name, metadata) {
        context.reported();
        if (name.startsWith('SUBMIT_')) typed = true;
        context.event(name, eventDataOf(metadata));
      },
      onExit(error, metadata) {
        const spent = Date.now() - received > context.token.life * 1000;
        end(() => outcomeOfExit(error, metadata, typed, spent));
      },
      onSuccess(publicToken, metadata) {
        // In update mode the public token is not exchanged; it goes to the host's backend and nowhere else.
        end(() => ({
          type: 'successful',
          result: {publicToken, metadata},
          institution: institutionOf(metadata),
          accounts: accountsOf(metadata),
        }));
      },
    });
    context.shown({
      movable: true,
      focus: () => document.querySelector<HTMLIFrameElement>('iframe[id^="plaid-link-iframe"]')?.focus(),
      destroy() {
        clearTimeout(ending);
        const link = handler;
        handler = undefined;
        try {
          link?.destroy();
        } catch {
          // The exit must not fail on the vendor's clearing up.
        }
      },
    });
    handler?.open();
  });
