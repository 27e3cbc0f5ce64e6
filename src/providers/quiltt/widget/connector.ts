/**
 * The part of Quiltt's script that a repair uses; names and shapes as in the types that Quiltt publishes with its SDK.
 * Metadata is read tolerantly.
 */
export interface QuilttGlobal {
  /** The session's token, or null to forget it. */
  authenticate(token: string | null): void;
  reconnect(connectorId: string, options: {connectionId: string}): Connector;
}

/** Has no way to be closed. `onEvent` sets the one handler that there is, and hears the exits, too. */
export interface Connector {
  open(): void;
  onEvent(handler: EventHandler): void;
  offEvent(handler: EventHandler): void;
}

export type EventHandler = (type: string, metadata: Metadata | null | undefined) => void;

export interface Metadata {
  connectorId?: string;
  /** Left out by events that come before the person has done anything. */
  connectionId?: string;
  connectorSession?: {id?: string} | null;
  [key: string]: unknown;
}

/** An element that happens to have the id `Quiltt` is a global of that name, too. */
export function findQuiltt(): QuilttGlobal | undefined {
  const quiltt = window.Quiltt as QuilttGlobal | undefined;
  return typeof quiltt?.reconnect === 'function' ? quiltt : undefined;
}

declare global {
  interface Window {
    Quiltt?: unknown;
  }
}
