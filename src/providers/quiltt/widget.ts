import {loadScript} from '../../surfaces/script.js';
import type {WidgetContext, WidgetOutcome, WidgetProvider} from '../provider.js';
import {findQuiltt, type Metadata, type QuilttGlobal} from './widget/connector.js';
import {subscribe} from './widget/dispatcher.js';
import {closeOverlay, findFrame, watchFrame} from './widget/overlay.js';
import {normalise} from './widget/payload.js';
import {waits} from './widget/waits.js';

const CDN = 'https://cdn.quiltt.io';
const SCRIPT = '/v1/connector.js';

/** A day in seconds: the life of a session's token. */
const TOKEN_LIFE = 86_400;

/** Whether the script is there for our sake alone, so that nobody else relies on who is signed in. */
let isOurs = false;

/**
 * Quiltt's Connector in its Reconnect flow. Its script draws its own overlay in the top document (Quiltt's page on the
 * JavaScript API, and the types that it publishes with its SDK).
 */
export const widget: WidgetProvider = {
  normalise,

  read({connectorId, token: own, sessionToken: token = own, providerConnectionId: connectionId}) {
    if (!connectorId || typeof connectorId !== 'string') return 'connectorId';
    if (!token || typeof token !== 'string') return 'sessionToken';
    return {token, connectorId, life: TOKEN_LIFE, ...(typeof connectionId === 'string' && {connectionId})};
  },

  async open(context) {
    const {settings, sandboxOrigin, signal} = context;
    const url = (sandboxOrigin ? `${sandboxOrigin}/quiltt` : CDN) + SCRIPT;
    // Quiltt's own wrappers add a query that tells who they are: it is the same script.
    const tag = [...document.scripts].find(({src}) => src.split('?')[0] === url);
    isOurs ||= !tag && !findQuiltt();
    const quiltt = await loadScript(tag?.src ?? url, settings.nonce, findQuiltt);
    if (!quiltt) {
      isOurs = false;
      return {type: 'errored', error: {code: 'script-blocked', message: 'No Quiltt script'}};
    }
    signal.throwIfAborted();
    return reconnect(quiltt, context);
  },
};

/** One showing. A changed connection is another one, with a `reconnect` of its own. */
const reconnect = (quiltt: QuilttGlobal, context: WidgetContext): Promise<WidgetOutcome> =>
  new Promise(resolve => {
    const {token, settings, signal} = context;
    const connectorId = token.connectorId!;
    const connectionId = token.connectionId ?? settings.connectionId!;
    const heard = new Set<string>();
    let exit: (() => WidgetOutcome) | undefined;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    /** To be called when there is something new: an exit, or the overlay has come or gone. */
    const settle = () => {
      clearTimeout(timer);
      const isThere = findFrame(connectorId);
      if (isThere && !exit) return;
      // The first exit counts, as soon as the script has cleared up after it.
      const wait = isThere ? waits.closing : exit ? 0 : waits.grace;
      timer = setTimeout(() => {
        // The end of another showing leaves our overlay where it is.
        if (isThere && !isOver) exit = undefined;
        // An overlay that has gone without a word is a person who has come back without a result.
        else resolve(exit?.() ?? {type: 'aborted', reason: 'returned'});
      }, wait);
    };

    const receive = (type: string, metadata: Metadata, isSure: boolean) => {
      if (isOver) return;
      const tell = () => {
        // Some of Quiltt's scripts tell everything twice.
        if (!heard.has(type)) {
          heard.add(type);
          if (type === 'loaded') context.loaded();
          context.reported();
          const {connectorId, connectionId} = metadata;
          context.event(type, {connectorId, connectionId});
        }
        return outcomeOf(type, metadata);
      };
      if (!type.startsWith('exited.')) tell();
      else if (isSure || !exit) {
        exit = tell;
        isOver = isSure;
        settle();
      }
    };

    quiltt.authenticate(token.token!);
    const connector = quiltt.reconnect(connectorId, {connectionId});
    const unsubscribe = subscribe(connector, connectorId, connectionId, receive);
    const unwatch = watchFrame(connectorId, settle);
    context.shown({
      movable: true,
      focus: () => findFrame(connectorId)?.focus(),
      destroy() {
        clearTimeout(timer);
        unwatch();
        try {
          const isUnused = unsubscribe();
          closeOverlay(connectorId);
          // The token opens the person's whole profile, so it is not left with the script.
          if (isUnused && isOurs) quiltt.authenticate(null);
        } catch {
          // The exit must not fail on the vendor's clearing up.
        }
      },
    });
    if (!signal.aborted) connector.open();
  });

/** What an exit means. Where Quiltt's page on the JavaScript API has `exited.error`, its types have `exited.errored`. */
function outcomeOf(type: string, metadata: Metadata): WidgetOutcome {
  if (type === 'exited.successful') return {type: 'successful', result: metadata};
  if (type === 'exited.aborted') return {type: 'aborted', reason: 'cancelled'};
  // No event of Quiltt's says why.
  return {type: 'errored', error: {code: 'widget-error', message: `Quiltt: ${type}`, vendor: {type}}};
}
