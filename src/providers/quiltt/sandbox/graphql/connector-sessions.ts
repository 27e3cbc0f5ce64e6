import {randomBytes} from 'node:crypto';

/** A session that `…Initialize` creates and `…Close` ends, by its token, after the widget's success. */
export interface ConnectorSession {
  readonly token: string;
  readonly provider: 'PLAID' | 'MX';
  readonly profileId: string;
  readonly connectionId: string;
  /** The features that the connection gains after the success. */
  readonly features: readonly string[];
  /** The running or finished closing. Null before the first call. */
  closing: Promise<void> | null;
}

/** The sessions between `…Initialize` and `…Close`. They do not expire. Unverified: their lifetime at Quiltt. */
export class ConnectorSessions {
  readonly #sessions = new Map<string, ConnectorSession>();

  create(purpose: Pick<ConnectorSession, 'provider' | 'profileId' | 'connectionId' | 'features'>): ConnectorSession {
    const session = {...purpose, token: `connector_${randomBytes(24).toString('base64url')}`, closing: null};
    this.#sessions.set(session.token, session);
    return session;
  }

  find(token: string): ConnectorSession | undefined {
    return this.#sessions.get(token);
  }

  /** Closes a session once. Repeated calls share the result. A failed closing can be repeated. */
  async closeOnce(session: ConnectorSession, close: () => Promise<void>): Promise<void> {
    session.closing ??= close();
    try {
      await session.closing;
    } catch (error) {
      session.closing = null;
      throw error;
    }
  }

  reset(): void {
    this.#sessions.clear();
  }
}
