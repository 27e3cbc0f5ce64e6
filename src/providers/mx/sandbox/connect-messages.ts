/** A message of the widget's, with what it says beyond user and session. */
export interface Told {
  /** The type without its prefix. */
  readonly type: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** How a session's messages go over the wire. */
export interface Wire {
  /** The `ui_message_version` that was asked for. */
  readonly version: number;
  readonly mobileWebview: boolean;
  readonly typeNames: 'documented' | 'lower-case';
  readonly messages: 'object' | 'string';
  readonly userGuid: string;
  readonly sessionGuid: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What was said before version 4, and how; the rest was not. */
const oldNames: Readonly<Record<string, string>> = {
  load: 'load',
  ping: 'ping',
  'connect/loaded': 'mxConnect:widgetLoaded',
  'connect/memberConnected': 'mxConnect:memberAdded',
};

/** What is posted for the messages, in their order: objects of version 4, or JSON texts. */
export function toWire(told: readonly Told[], wire: Wire): unknown[] {
  if (wire.mobileWebview) return [];
  return wire.version < 4 ? told.flatMap(one => oldMessage(one, wire)) : told.map(one => message(one, wire));
}

function message({type, metadata}: Told, {typeNames, messages, userGuid, sessionGuid}: Wire): unknown {
  const full = `mx/${type}`;
  const posted = {
    mx: true,
    type: typeNames === 'lower-case' ? full.toLowerCase() : full,
    metadata: {user_guid: userGuid, session_guid: sessionGuid, ...metadata},
  };
  return messages === 'string' ? JSON.stringify(posted) : posted;
}

function oldMessage({type, metadata}: Told, {userGuid, now}: Wire): string[] {
  const name = oldNames[type];
  if (name === undefined) return [];
  const payload = type === 'connect/memberConnected' ? {...metadata, user_guid: userGuid} : {};
  return [JSON.stringify({type: name, payload, moneyDesktop: true, timeStamp: now})];
}
