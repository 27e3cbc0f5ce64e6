import type {Display} from '../contract.js';

/** Two days in milliseconds: no record is valid for longer. */
const LONGEST_LIFE = 2 * 86_400_000;

/**
 * A repair for which the person leaves the page, in session storage until they come back. It has ids and times, and no
 * token, unless the vendor's return needs the same one.
 */
export interface ReturnRecord {
  readonly connectionId: string;
  /** Random. It also marks the reports of the return page, so that no other repair takes them for its own. */
  readonly repairId: string;
  /** The provider of the connection. */
  readonly provider: string;
  /** The provider whose widget is open. */
  readonly widget: string;
  readonly display: Display;
  /** The browser's clock, in milliseconds. */
  readonly startedAt: number;
  /** The browser's clock, in milliseconds. */
  readonly expiresAt: number;
  /** The address of the page. The return page goes back to it. */
  readonly page: string;
  /** The address of the return page, with the members that the vendor has added. Set by the return page. */
  readonly returnedTo?: string;
  readonly token?: StoredToken;
}

/** The token of a widget that continues after the return with the same one. */
export interface StoredToken {
  readonly token: string;
  /** The token that the completion needs beside the result. */
  readonly connectorToken?: string;
  /** The browser's clock, in milliseconds. */
  readonly expiresAt: number;
}

const TEXTS = ['connectionId', 'repairId', 'provider', 'widget', 'display', 'page'] as const;

const isTextOrAbsent = (value: unknown): boolean => value === undefined || typeof value === 'string';

/** Reads a record. Returns undefined if it is malformed or expired: another script of the page may have written it. */
export function parseRecord(text: string | null): ReturnRecord | undefined {
  try {
    const record = Object(JSON.parse(text ?? '')) as ReturnRecord;
    const {startedAt, expiresAt, token, page, returnedTo = page} = record;
    const left = expiresAt - Date.now();
    // Throws for a malformed URL.
    for (const url of [page, returnedTo]) new URL(url);
    const isValid =
      TEXTS.every(name => typeof record[name] === 'string') &&
      typeof startedAt === 'number' &&
      left > 0 &&
      left < LONGEST_LIFE &&
      (!token ||
        (typeof token.token === 'string' &&
          typeof token.expiresAt === 'number' &&
          isTextOrAbsent(token.connectorToken)));
    return isValid ? record : undefined;
  } catch {
    return undefined;
  }
}
