import type {WidgetContext, WidgetOutcome, WidgetProvider} from '../provider.js';
import {outcomeOfExit} from './widget/exit.js';
import {isPlaid, type LinkHandler, type PlaidGlobal} from './widget/link.js';
import {accountsOf, eventDataOf, institutionOf} from './widget/metadata.js';

/** Plaid requires its host and the unversioned path (Plaid's page on Link for the web). */
const CDN = 'https://cdn.plaid.com';
const SCRIPT = '/link/v2/stable/link-initialize.js';

/** The domain of Plaid's hosted page. */
const DOMAIN = 'plaid.com';

/** Selects Link's frames, which its script adds to the body. */
const FRAMES = 'iframe[id^="plaid-link-iframe"]';

/** Half an hour in seconds: the life of a link token for an existing item. */
const TOKEN_LIFE = 30 * 60;

/** The events of the person's actions. */
const ACTION = /^SUBMIT_|^OPEN_OAUTH$/;

const toText = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/**
 * Plaid Link in update mode, or Plaid's hosted page (Hosted Link) in a popup or in place of the page. Link draws its own overlay in the top
 * document. The element opens no modal dialog, which would make that overlay inert.
 */
export const widget: WidgetProvider = {
  read(answer) {
    const token = toText(answer.link_token ?? answer.linkToken);
    const url = toText(answer.hosted_link_url ?? answer.hostedLinkUrl);
    return token || url ? {life: TOKEN_LIFE, ...(token && {token}), ...(url && {url})} : {missing: 'linkToken'};
  },

  async open(context) {
    const {sandboxOrigin, signal, display, token} = context;
    // The hosted page has no callbacks. Its URL comes with the token; a token for Link in the page has none.
    if (display === 'popup') return context.runInPopup(DOMAIN);
    if (display === 'redirect') return context.runByRedirect(DOMAIN);
    if (!token.token) return {type: 'errored', error: {code: 'invalid-token', message: 'The token has no linkToken'}};
    const url = (sandboxOrigin ? `${sandboxOrigin}/plaid` : CDN) + SCRIPT;
    const plaid = await context.loadScript(url, () => (isPlaid(window.Plaid) ? window.Plaid : undefined));
    if (!plaid) return {type: 'errored', error: {code: 'script-blocked', message: 'No Plaid script'}};
    signal.throwIfAborted();
    return openLink(plaid, token.token, context);
  },
};

/** Opens Link. Resolves with the outcome of its first terminal callback. Later callbacks are ignored. */
const openLink = (plaid: PlaidGlobal, token: string, context: WidgetContext): Promise<WidgetOutcome> =>
  new Promise(resolve => {
    const openedAt = Date.now();
    const {returnedTo} = context;
    // After the bank's return the person has signed in there.
    if (returnedTo) context.reportAction();
    let ending: ReturnType<typeof setTimeout> | undefined;
    // Link calls `onEvent` and the terminal callback in no documented order, and runs further code after it. The
    // outcome is read one task later.
    const end = (readOutcome: () => WidgetOutcome) => {
      context.reportMessage();
      ending ??= setTimeout(() => resolve(readOutcome()));
    };
    context.prepareOverlay(FRAMES);
    let handler: LinkHandler | undefined = plaid.create({
      token,
      // Plaid refuses it at the first opening (react-plaid-link#277).
      ...(returnedTo && {receivedRedirectUri: returnedTo}),
      onLoad: () => context.reportLoaded(),
      onEvent(name, metadata) {
        context.reportMessage();
        if (ACTION.test(name)) context.reportAction();
        context.reportEvent(name, eventDataOf(metadata));
      },
      onExit(error, metadata) {
        const isTokenExpired = Date.now() - openedAt > context.token.life * 1000;
        end(() => outcomeOfExit(error, metadata, {isTokenExpired}));
      },
      onSuccess(publicToken, metadata) {
        // The public token of update mode is not exchanged. Only the host's backend receives it.
        end(() => ({
          type: 'successful',
          result: {publicToken, metadata},
          institution: institutionOf(metadata),
          accounts: accountsOf(metadata),
        }));
      },
    });
    context.reportShown({
      movable: true,
      focus: () => document.querySelector<HTMLIFrameElement>(FRAMES)?.focus(),
      destroy() {
        clearTimeout(ending);
        const link = handler;
        handler = undefined;
        try {
          link?.destroy();
        } catch {
          // An error in the vendor's clean-up must not prevent the exit.
        }
      },
    });
    handler?.open();
  });
