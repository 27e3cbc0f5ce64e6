/**
 * The part of Quiltt's script that a repair uses. Names and shapes are from the types of Quiltt's SDK. Unknown members
 * of the metadata are accepted.
 */
export interface QuilttGlobal {
  /** Sets the session's token. Null removes it. */
  authenticate(token: string | null): void;
  /** Creates the connector of a reconnect session. */
  reconnect(connectorId: string, options: {connectionId: string}): Connector;
}

/** A connector of Quiltt's script. It has no close method. `onEvent` sets its only handler for all events and exits. */
export interface Connector {
  open(): void;
  onEvent(handler: EventHandler): void;
  offEvent(handler: EventHandler): void;
}

export type EventHandler = (type: string, metadata: Metadata | null | undefined) => void;

export interface Metadata {
  connectorId?: string;
  /** Absent in events before the person's first action. */
  connectionId?: string;
  connectorSession?: {id?: string} | null;
  [key: string]: unknown;
}

/** Whether an event is an exit. */
export const isExit = (type: string): boolean => type.startsWith('exited.');

/** Returns the script's global, or undefined. An element with the id `Quiltt` also creates a global of that name. */
export function findQuiltt(): QuilttGlobal | undefined {
  const quiltt = window.Quiltt as QuilttGlobal | undefined;
  return typeof quiltt?.reconnect === 'function' ? quiltt : undefined;
}

declare global {
  interface Window {
    Quiltt?: unknown;
  }
}
