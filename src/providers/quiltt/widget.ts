import type {WidgetContext, WidgetOutcome, WidgetProvider} from '../provider.js';
import {findQuiltt, isExit, type Metadata, type QuilttGlobal} from './widget/connector.js';
import {subscribe, type SessionEvent} from './widget/dispatcher.js';
import {closeOverlay, findFrame, OVERLAY, watchFrame} from './widget/overlay.js';
import {normalise} from './widget/payload.js';
import {timing} from './widget/timing.js';

const CDN = 'https://cdn.quiltt.io';
const SCRIPT = '/v1/connector.js';

/** A day in seconds: the life of a session token. */
const TOKEN_LIFE = 86_400;

/**
 * Whether the element has loaded the script. Then the page does not use it, and a sign-out does not affect the page.
 */
let ownsScript = false;

/**
 * Quiltt's Connector in its Reconnect flow. The script draws its own overlay in the top document (Quiltt's page on the
 * JavaScript API, and the types of its SDK).
 */
export const widget: WidgetProvider = {
  normalise,

  read(answer) {
    const {connectorId, providerConnectionId: connectionId} = answer;
    // In Quiltt's answer the session token is `token`.
    const token = answer.sessionToken ?? answer.token;
    if (!connectorId || typeof connectorId !== 'string') return {missing: 'connectorId'};
    if (!token || typeof token !== 'string') return {missing: 'sessionToken'};
    return {token, connectorId, life: TOKEN_LIFE, ...(typeof connectionId === 'string' && {connectionId})};
  },

  async open(context) {
    const {sandboxOrigin, signal} = context;
    const url = (sandboxOrigin ? `${sandboxOrigin}/quiltt` : CDN) + SCRIPT;
    // Quiltt's wrappers load the same script with a query that contains the wrapper's name.
    const tag = [...document.scripts].find(({src}) => src.split('?')[0] === url);
    ownsScript ||= !tag && !findQuiltt();
    const quiltt = await context.loadScript(tag?.src ?? url, findQuiltt);
    if (!quiltt) {
      ownsScript = false;
      return {type: 'errored', error: {code: 'script-blocked', message: 'No Quiltt script'}};
    }
    signal.throwIfAborted();
    return reconnect(quiltt, context);
  },
};

/** Runs a reconnect session. Resolves with the outcome of its exit. */
const reconnect = (quiltt: QuilttGlobal, context: WidgetContext): Promise<WidgetOutcome> =>
  new Promise(resolve => {
    const {token, signal} = context;
    const connectorId = token.connectorId!;
    const connectionId = token.connectionId ?? context.connectionId;
    const receivedTypes = new Set<string>();
    let exit: (() => WidgetOutcome) | undefined;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    /**
     * Resolves after an exit or the overlay's removal. Called for an exit, and when the overlay appears or disappears.
     */
    const settle = () => {
      clearTimeout(timer);
      const isThere = findFrame(connectorId);
      if (isThere && !exit) return;
      // The first exit counts, after the script has removed its overlay.
      const wait = isThere ? timing.closing : exit ? 0 : timing.grace;
      timer = setTimeout(() => {
        // The exit was another session's if this session's overlay is still there.
        if (isThere && !isOver) exit = undefined;
        // Without an exit, the removal of the overlay means that the person has returned without a result.
        else resolve(exit?.() ?? {type: 'aborted', reason: 'returned'});
      }, wait);
    };

    const receive = ({type, metadata, isCertain}: SessionEvent) => {
      if (isOver) return;
      const readEvent = () => {
        // Some versions of Quiltt's script dispatch every event twice.
        if (!receivedTypes.has(type)) {
          receivedTypes.add(type);
          if (type === 'loaded') context.reportLoaded();
          context.reportMessage();
          const {connectorId, connectionId} = metadata;
          context.reportEvent(type, {connectorId, connectionId});
        }
        return outcomeOf(type, metadata);
      };
      if (!isExit(type)) readEvent();
      else if (isCertain || !exit) {
        exit = readEvent;
        isOver = isCertain;
        settle();
      }
    };

    context.prepareOverlay(OVERLAY);
    quiltt.authenticate(token.token!);
    const connector = quiltt.reconnect(connectorId, {connectionId});
    const unsubscribe = subscribe({connector, connectorId, connectionId, receive});
    const unwatch = watchFrame(connectorId, settle);
    context.reportShown({
      movable: true,
      focus: () => findFrame(connectorId)?.focus(),
      destroy() {
        clearTimeout(timer);
        unwatch();
        try {
          const isUnused = unsubscribe();
          closeOverlay(connectorId);
          // The token gives access to the person's whole profile, so the script must not keep it.
          if (isUnused && ownsScript) quiltt.authenticate(null);
        } catch {
          // An error in the vendor's clean-up must not prevent the exit.
        }
      },
    });
    if (!signal.aborted) connector.open();
  });

/**
 * Returns the outcome of an exit. Quiltt's page on the JavaScript API has `exited.error`, its SDK's types
 * `exited.errored`.
 */
function outcomeOf(type: string, metadata: Metadata): WidgetOutcome {
  if (type === 'exited.successful') return {type: 'successful', result: metadata};
  if (type === 'exited.aborted') return {type: 'aborted', reason: 'cancelled'};
  // Quiltt's events contain no reason.
  return {type: 'errored', error: {code: 'widget-error', message: `Quiltt: ${type}`, vendor: {type}}};
}
