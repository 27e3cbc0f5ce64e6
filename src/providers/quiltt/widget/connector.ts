/**
 * The part of Quiltt's script that a repair uses. Names and shapes are those of the types of Quiltt's SDK. Metadata is
 * read tolerantly.
 */
export interface QuilttGlobal {
  /** Sets the session's token; null forgets it. */
  authenticate(token: string | null): void;
  reconnect(connectorId: string, options: {connectionId: string}): Connector;
}

/** It has no close method. `onEvent` sets its only handler for every event, exits included. */
export interface Connector {
  open(): void;
  onEvent(handler: EventHandler): void;
  offEvent(handler: EventHandler): void;
}

export type EventHandler = (type: string, metadata: Metadata | null | undefined) => void;

export interface Metadata {
  connectorId?: string;
  /** Absent in events before the person has done anything. */
  connectionId?: string;
  connectorSession?: {id?: string} | null;
  [key: string]: unknown;
}

/** The script's global. An element with the id `Quiltt` is a global of that name, too. */
export function findQuiltt(): QuilttGlobal | undefined {
  const quiltt = window.Quiltt as QuilttGlobal | undefined;
  return typeof quiltt?.reconnect === 'function' ? quiltt : undefined;
}

declare global {
  interface Window {
    Quiltt?: unknown;
  }
}
