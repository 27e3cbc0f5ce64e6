/** A message of the widget. The metadata excludes user and session. */
export interface WidgetMessage {
  /** The type without the prefix `mx/`. */
  readonly type: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** How a session's messages are encoded. */
export interface MessageEncoding {
  /** The requested `ui_message_version`. */
  readonly version: number;
  readonly mobileWebview: boolean;
  readonly typeNames: 'documented' | 'lower-case';
  readonly messages: 'object' | 'string';
  readonly userGuid: string;
  readonly sessionGuid: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The messages that exist before version 4, with their types there. */
const legacyTypes: Readonly<Record<string, string>> = {
  load: 'load',
  ping: 'ping',
  'connect/loaded': 'mxConnect:widgetLoaded',
  'connect/memberConnected': 'mxConnect:memberAdded',
};

/** The messages as they are posted: objects of version 4, or JSON strings. */
export function encodeMessages(messages: readonly WidgetMessage[], encoding: MessageEncoding): unknown[] {
  if (encoding.mobileWebview) return [];
  return encoding.version < 4
    ? messages.flatMap(each => legacyMessage(each, encoding))
    : messages.map(each => message(each, encoding));
}

function message(
  {type, metadata}: WidgetMessage,
  {typeNames, messages, userGuid, sessionGuid}: MessageEncoding,
): unknown {
  const full = `mx/${type}`;
  const posted = {
    mx: true,
    type: typeNames === 'lower-case' ? full.toLowerCase() : full,
    metadata: {user_guid: userGuid, session_guid: sessionGuid, ...metadata},
  };
  return messages === 'string' ? JSON.stringify(posted) : posted;
}

function legacyMessage({type, metadata}: WidgetMessage, {userGuid, now}: MessageEncoding): string[] {
  const name = legacyTypes[type];
  if (name === undefined) return [];
  const payload = type === 'connect/memberConnected' ? {...metadata, user_guid: userGuid} : {};
  return [JSON.stringify({type: name, payload, moneyDesktop: true, timeStamp: now})];
}
