import {randomBytes} from 'node:crypto';

/** What a mutation that opens a provider's widget has made: to be closed with its token after the widget's success. */
export interface ConnectorSession {
  readonly token: string;
  readonly provider: 'PLAID' | 'MX';
  readonly profileId: string;
  readonly connectionId: string;
  /** What the connection can be used for from its success on, beside what it can be already. */
  readonly features: readonly string[];
  /** The closing, once it was asked for: a token that comes again gets the same record, and nothing is done twice. */
  closing: Promise<void> | null;
}

/** The sessions between `…Initialize` and `…Close`. How long Quiltt keeps one is not known; here it has no end. */
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
