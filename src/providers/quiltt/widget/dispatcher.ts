import {isExit, type Connector, type Metadata} from './connector.js';
import {isAlone} from './overlay.js';

/** An event of the vendor's script for one reconnect session. */
export interface SessionEvent {
  readonly type: string;
  readonly metadata: Metadata;
  /** Whether the event certainly belongs to the session. False if it may belong to a session of the page. */
  readonly isCertain: boolean;
}

/** A subscriber to the events of one reconnect session. */
export interface Subscriber {
  readonly connector: Connector;
  readonly connectorId: string;
  readonly connectionId: string;
  readonly receive: (event: SessionEvent) => void;
}

interface Subscription extends Subscriber {
  /** The vendor's id of the session. Undefined before the first event that contains it. */
  sessionId?: string | undefined;
}

/** The ids of an event. */
interface EventIds {
  readonly connectorId: string | undefined;
  readonly connectionId: string | undefined;
  readonly sessionId: string | undefined;
}

const subscriptions = new Set<Subscription>();
/** The ids of sessions whose exits are ignored: ended sessions of the element, and sessions of the page. */
const ignoredSessions = new Set<string>();

/**
 * Subscribes to the events of a reconnect session.
 *
 * `onEvent` replaces the previous handler. Whether it does so for the connector or for the whole page is unverified, so
 * one function handles the events of all subscriptions. No other handler is set: if the script stores its handlers
 * separately, the page's handlers for exits and on `Quiltt` remain. A replaced handler cannot be read, so it cannot be
 * restored.
 *
 * @returns a function that unsubscribes and returns true when no subscriber remains
 */
export function subscribe(subscriber: Subscriber): () => boolean {
  const subscription: Subscription = {...subscriber};
  const {connector} = subscription;
  subscriptions.add(subscription);
  connector.onEvent(dispatch);
  return () => {
    subscriptions.delete(subscription);
    if (subscription.sessionId) ignoredSessions.add(subscription.sessionId);
    connector.offEvent(dispatch);
    // If the handler is page-wide, `offEvent` has removed it for the other subscriptions as well.
    for (const other of subscriptions) other.connector.onEvent(dispatch);
    return !subscriptions.size;
  };
}

function dispatch(type: string, received: Metadata | null | undefined): void {
  const metadata: Metadata = received ?? {};
  const {connectorId, connectionId} = metadata;
  const sessionId = metadata.connectorSession?.id;
  const ids: EventIds = {connectorId, connectionId, sessionId};
  if (sessionId && isExit(type) && ignoredSessions.has(sessionId)) return;
  // An event before an exit shows that Quiltt uses the session id again.
  if (sessionId) ignoredSessions.delete(sessionId);
  let isClaimed = false;
  for (const subscription of subscriptions) {
    if (!matches(subscription, ids)) continue;
    isClaimed = true;
    const isCertain = isCertainMatch(subscription, ids);
    // After its exit the page's frame is gone, so `isAlone` is unreliable.
    if (!isExit(type) && (isSameConnection(subscription, ids) || isAlone(subscription.connectorId))) {
      subscription.sessionId ??= sessionId;
    }
    subscription.receive({type, metadata, isCertain});
  }
  if (sessionId && connectionId && !isClaimed) ignoredSessions.add(sessionId);
}

const isSameSession = (subscription: Subscription, {sessionId}: EventIds): boolean =>
  !!sessionId && sessionId === subscription.sessionId;

const isSameConnection = (subscription: Subscription, {connectionId}: EventIds): boolean =>
  connectionId === subscription.connectionId;

/**
 * Whether an event may belong to a subscription. Early events may have no connection id, and a session may change its
 * connection. An event of another connector never matches. Otherwise:
 *
 * | Session id of the event | Same connection | No connection id                         | Other connection |
 * | ----------------------- | --------------- | ---------------------------------------- | ---------------- |
 * | same                    | yes             | yes                                      | yes              |
 * | none                    | yes             | yes                                      | no               |
 * | other                   | yes             | if the subscription has no session id    | no               |
 */
function matches(subscription: Subscription, ids: EventIds): boolean {
  if (ids.connectorId && ids.connectorId !== subscription.connectorId) return false;
  if (isSameSession(subscription, ids) || isSameConnection(subscription, ids)) return true;
  return !ids.connectionId && !(ids.sessionId && subscription.sessionId);
}

/**
 * Whether an event that matches a subscription cannot belong to a session of the page:
 *
 * | Session id of the event | Same connection | No connection id | Other connection |
 * | ----------------------- | --------------- | ---------------- | ---------------- |
 * | same                    | yes             | yes              | no               |
 * | none                    | yes             | no               | no match         |
 * | other                   | no              | no               | no match         |
 */
function isCertainMatch(subscription: Subscription, ids: EventIds): boolean {
  if (isSameConnection(subscription, ids)) return !ids.sessionId || isSameSession(subscription, ids);
  return isSameSession(subscription, ids) && !ids.connectionId;
}
