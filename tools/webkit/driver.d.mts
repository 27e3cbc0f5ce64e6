import type {Session} from './session.mjs';

export interface Display {
  /** In the form of the variable DISPLAY. */
  display: string;
  stop(): Promise<void>;
}

export interface WebKitDriver {
  base: string;
  capabilities: object;
  stop(): Promise<void>;
}

export function startDisplay(xvfb: string): Promise<Display>;
export function startWebKitSession(
  paths: {driver: string; miniBrowser: string},
  display: string | undefined,
): Promise<{driver: WebKitDriver; session: Session}>;
