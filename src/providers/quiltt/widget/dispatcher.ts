import type {Connector, Metadata} from './connector.js';
import {isAlone} from './overlay.js';

/** Who hears of one reconnect. */
interface Subscription {
  readonly connector: Connector;
  readonly connectorId: string;
  readonly connectionId: string;
  /** Not sure is what may just as well be of a showing of the page's own: no known session tells it. */
  readonly receive: (type: string, metadata: Metadata, isSure: boolean) => void;
  /** The vendor's id of this one showing, once an event has told it. */
  session?: string | undefined;
}

const subscriptions = new Set<Subscription>();
/** Showings whose end is nobody's business here: the script cannot be stopped from telling it. */
const otherSessions = new Set<string>();

/**
 * Passes what a reconnect says to `receive`. Quiltt's handlers are setters, and whether a slot is the connector's or the
 * page's is unverified. So one function is set for all of our own, on the connector object and in the one slot that hears
 * everything: a handler that the page has set for an exit, or on `Quiltt` itself, is left alone where there are separate
 * slots. What was in the very slot cannot be read, and so not be put back.
 *
 * @returns what ends it; true when nobody else is listening then
 */
export function subscribe(
  connector: Connector,
  connectorId: string,
  connectionId: string,
  receive: Subscription['receive'],
): () => boolean {
  const subscription: Subscription = {connector, connectorId, connectionId, receive};
  subscriptions.add(subscription);
  connector.onEvent(dispatch);
  return () => {
    subscriptions.delete(subscription);
    if (subscription.session) otherSessions.add(subscription.session);
    connector.offEvent(dispatch);
    // Where the slot is the page's, it has just been emptied for the others, too.
    for (const other of subscriptions) other.connector.onEvent(dispatch);
    return !subscriptions.size;
  };
}

function dispatch(type: string, metadata: Metadata | null | undefined): void {
  const told: Metadata = metadata ?? {};
  const {connectorId, connectionId, connectorSession} = told;
  const session = connectorSession?.id;
  const isExit = type.startsWith('exited');
  // Should Quiltt use a session again, its next showing begins with something else than an exit.
  if (session && isExit && otherSessions.has(session)) return;
  if (session) otherSessions.delete(session);
  let elsewhere = connectionId && session;
  for (const subscription of subscriptions) {
    const isSame = !!session && session === subscription.session;
    const isNamed = connectionId === subscription.connectionId;
    if (connectorId && connectorId !== subscription.connectorId) continue;
    // Before the person has done anything it may not be named, and within a showing it may become another. Should Quiltt
    // begin another session within a showing, that one is told by the name.
    if (!isSame && !isNamed && (connectionId || (session && subscription.session))) continue;
    elsewhere = '';
    // At its end a showing of the page's own is not in the page any more, and cannot be told by that.
    if (!isExit && (isNamed || isAlone(subscription.connectorId))) subscription.session ??= session;
    // What tells no session at all, as scripts may, is told by the name.
    subscription.receive(type, told, isNamed ? isSame || !session : isSame && !connectionId);
  }
  if (elsewhere) otherSessions.add(elsewhere);
}
