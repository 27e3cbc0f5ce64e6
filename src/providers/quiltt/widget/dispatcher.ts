import type {Connector, Metadata} from './connector.js';
import {isAlone} from './overlay.js';

/** An event of the vendor's script, as it concerns one reconnect session. */
export interface SessionEvent {
  readonly type: string;
  readonly metadata: Metadata;
  /** False where the event may also belong to a session of the page's own: no known session id identifies it. */
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
  /** The vendor's id of the session, once an event has carried it. */
  sessionId?: string | undefined;
}

const subscriptions = new Set<Subscription>();
/** Sessions whose exits are ignored: ended ones of ours and those of the page's own. */
const ignoredSessions = new Set<string>();

/**
 * Subscribes to the events of a reconnect session. Quiltt's handlers are setters. Whether a slot belongs to the connector
 * object or to the whole page is unverified, so one function handles the events of all subscriptions. It takes only the
 * slot that gets every event: where the slots are separate, the page's own handlers for exits and on `Quiltt` itself stay.
 * A handler that was in that very slot cannot be read, so it cannot be restored.
 *
 * @returns a function that unsubscribes; true when no subscriber is left
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
    // A page-wide slot has just been emptied for the other subscriptions, too.
    for (const other of subscriptions) other.connector.onEvent(dispatch);
    return !subscriptions.size;
  };
}

function dispatch(type: string, received: Metadata | null | undefined): void {
  const metadata: Metadata = received ?? {};
  const {connectorId, connectionId, connectorSession} = metadata;
  const sessionId = connectorSession?.id;
  const isExit = type.startsWith('exited');
  if (sessionId && isExit && ignoredSessions.has(sessionId)) return;
  // An event before an exit shows that Quiltt uses the session id again.
  if (sessionId) ignoredSessions.delete(sessionId);
  let isClaimed = false;
  for (const subscription of subscriptions) {
    const isSameSession = !!sessionId && sessionId === subscription.sessionId;
    const isSameConnection = connectionId === subscription.connectionId;
    if (connectorId && connectorId !== subscription.connectorId) continue;
    // Early events may lack the connection, and a session may change it. A second session id within one subscription is
    // matched by its connection.
    const namesOther = connectionId || (sessionId && subscription.sessionId);
    if (!isSameSession && !isSameConnection && namesOther) continue;
    isClaimed = true;
    // At its exit a session of the page's own is no longer in the document, so `isAlone` cannot rule it out.
    if (!isExit && (isSameConnection || isAlone(subscription.connectorId))) subscription.sessionId ??= sessionId;
    // An event without a session id is matched by its connection.
    const isCertain = isSameConnection ? isSameSession || !sessionId : isSameSession && !connectionId;
    subscription.receive({type, metadata, isCertain});
  }
  if (sessionId && connectionId && !isClaimed) ignoredSessions.add(sessionId);
}
