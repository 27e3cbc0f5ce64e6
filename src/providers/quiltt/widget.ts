import type {WidgetContext, WidgetOutcome, WidgetProvider} from '../provider.js';
import {findQuiltt, type Metadata, type QuilttGlobal} from './widget/connector.js';
import {subscribe, type SessionEvent} from './widget/dispatcher.js';
import {closeOverlay, findFrame, watchFrame} from './widget/overlay.js';
import {normalise} from './widget/payload.js';
import {timing} from './widget/timing.js';

const CDN = 'https://cdn.quiltt.io';
const SCRIPT = '/v1/connector.js';

/** A day in seconds: the life of a session token. */
const TOKEN_LIFE = 86_400;

/** Whether only this element uses the script, so that signing out affects nobody else. */
let isOurs = false;

/**
 * Quiltt's Connector in its Reconnect flow. The script draws its own overlay in the top document (Quiltt's page on the
 * JavaScript API, and the types of its SDK).
 */
export const widget: WidgetProvider = {
  normalise,

  read({connectorId, token: ownName, sessionToken: token = ownName, providerConnectionId: connectionId}) {
    if (!connectorId || typeof connectorId !== 'string') return 'connectorId';
    if (!token || typeof token !== 'string') return 'sessionToken';
    return {token, connectorId, life: TOKEN_LIFE, ...(typeof connectionId === 'string' && {connectionId})};
  },

  async open(context) {
    const {sandboxOrigin, signal} = context;
    const url = (sandboxOrigin ? `${sandboxOrigin}/quiltt` : CDN) + SCRIPT;
    // Quiltt's wrappers load the same script with a query that names the wrapper.
    const tag = [...document.scripts].find(({src}) => src.split('?')[0] === url);
    isOurs ||= !tag && !findQuiltt();
    const quiltt = await context.loadScript(tag?.src ?? url, findQuiltt);
    if (!quiltt) {
      isOurs = false;
      return {type: 'errored', error: {code: 'script-blocked', message: 'No Quiltt script'}};
    }
    signal.throwIfAborted();
    return reconnect(quiltt, context);
  },
};

/** One reconnect session, from `reconnect` to its exit. */
const reconnect = (quiltt: QuilttGlobal, context: WidgetContext): Promise<WidgetOutcome> =>
  new Promise(resolve => {
    const {token, signal} = context;
    const connectorId = token.connectorId!;
    const connectionId = token.connectionId ?? context.connectionId;
    const receivedTypes = new Set<string>();
    let exit: (() => WidgetOutcome) | undefined;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    /** Called for an exit, and when the overlay has appeared or disappeared. */
    const settle = () => {
      clearTimeout(timer);
      const isThere = findFrame(connectorId);
      if (isThere && !exit) return;
      // The first exit counts, once the script has removed its overlay.
      const wait = isThere ? timing.closing : exit ? 0 : timing.grace;
      timer = setTimeout(() => {
        // The exit of another session leaves our overlay in place.
        if (isThere && !isOver) exit = undefined;
        // An overlay that disappears without an exit means that the person is back without a result.
        else resolve(exit?.() ?? {type: 'aborted', reason: 'returned'});
      }, wait);
    };

    const receive = ({type, metadata, isCertain}: SessionEvent) => {
      if (isOver) return;
      const readEvent = () => {
        // Some versions of Quiltt's script report every event twice.
        if (!receivedTypes.has(type)) {
          receivedTypes.add(type);
          if (type === 'loaded') context.loaded();
          context.reported();
          const {connectorId, connectionId} = metadata;
          context.event(type, {connectorId, connectionId});
        }
        return outcomeOf(type, metadata);
      };
      if (!type.startsWith('exited.')) readEvent();
      else if (isCertain || !exit) {
        exit = readEvent;
        isOver = isCertain;
        settle();
      }
    };

    quiltt.authenticate(token.token!);
    const connector = quiltt.reconnect(connectorId, {connectionId});
    const unsubscribe = subscribe({connector, connectorId, connectionId, receive});
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
          // The token opens the person's whole profile, so it does not stay with the script.
          if (isUnused && isOurs) quiltt.authenticate(null);
        } catch {
          // A failure of the vendor's clean-up must not prevent the exit.
        }
      },
    });
    if (!signal.aborted) connector.open();
  });

/** The outcome of an exit. Quiltt's page on the JavaScript API has `exited.error`, its SDK's types have `exited.errored`. */
function outcomeOf(type: string, metadata: Metadata): WidgetOutcome {
  if (type === 'exited.successful') return {type: 'successful', result: metadata};
  if (type === 'exited.aborted') return {type: 'aborted', reason: 'cancelled'};
  // No event of Quiltt's carries a reason.
  return {type: 'errored', error: {code: 'widget-error', message: `Quiltt: ${type}`, vendor: {type}}};
}
