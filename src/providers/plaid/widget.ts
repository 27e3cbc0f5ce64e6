import type {WidgetContext, WidgetOutcome, WidgetProvider} from '../provider.js';
import {outcomeOfExit} from './widget/exit.js';
import {isPlaid, type LinkHandler, type PlaidGlobal} from './widget/link.js';
import {accountsOf, eventDataOf, institutionOf} from './widget/metadata.js';

/** Plaid requires its own host and the unversioned path (Plaid's page on Link for the web). */
const CDN = 'https://cdn.plaid.com';
const SCRIPT = '/link/v2/stable/link-initialize.js';

/** The vendor's domain, for the address of its hosted page. */
const DOMAIN = 'plaid.com';

/** Half an hour in seconds: the life of a link token for an existing item. */
const TOKEN_LIFE = 30 * 60;

const toText = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/**
 * Plaid Link in update mode, or Plaid's hosted page (Hosted Link) in a popup. Link draws its own overlay in the top
 * document; a modal dialog of ours would make that overlay inert.
 */
export const widget: WidgetProvider = {
  read({linkToken, link_token = linkToken, hostedLinkUrl, hosted_link_url = hostedLinkUrl}) {
    const token = toText(link_token);
    const url = toText(hosted_link_url);
    return token || url ? {life: TOKEN_LIFE, ...(token && {token}), ...(url && {url})} : 'linkToken';
  },

  async open(context) {
    const {sandboxOrigin, signal, display, token} = context;
    // The hosted page has no callbacks. A link token for the page's own Link has no address.
    if (display === 'popup') return context.openPopup(DOMAIN);
    if (!token.token) return {type: 'errored', error: {code: 'invalid-token', message: 'The token has no linkToken'}};
    const url = (sandboxOrigin ? `${sandboxOrigin}/plaid` : CDN) + SCRIPT;
    const plaid = await context.loadScript(url, () => (isPlaid(window.Plaid) ? window.Plaid : undefined));
    if (!plaid) return {type: 'errored', error: {code: 'script-blocked', message: 'No Plaid script'}};
    signal.throwIfAborted();
    return openLink(plaid, token.token, context);
  },
};

/** One Link, from `create` to its first terminal callback. Later callbacks are ignored. */
const openLink = (plaid: PlaidGlobal, token: string, context: WidgetContext): Promise<WidgetOutcome> =>
  new Promise(resolve => {
    const openedAt = Date.now();
    let hasTyped = false;
    let ending: ReturnType<typeof setTimeout> | undefined;
    // Link delivers its events together with the terminal callback, in no documented order, and still has work of its
    // own after it. The outcome is read one task later.
    const end = (readOutcome: () => WidgetOutcome) => {
      context.reported();
      ending ??= setTimeout(() => resolve(readOutcome()));
    };
    let handler: LinkHandler | undefined = plaid.create({
      token,
      onLoad: () => context.loaded(),
      onEvent(name, metadata) {
        context.reported();
        if (name.startsWith('SUBMIT_')) hasTyped = true;
        context.event(name, eventDataOf(metadata));
      },
      onExit(error, metadata) {
        const isTokenExpired = Date.now() - openedAt > context.token.life * 1000;
        end(() => outcomeOfExit(error, metadata, {hasTyped, isTokenExpired}));
      },
      onSuccess(publicToken, metadata) {
        // The public token of update mode is not exchanged. It goes to the host's backend only.
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
          // A failure of the vendor's clean-up must not prevent the exit.
        }
      },
    });
    handler?.open();
  });
