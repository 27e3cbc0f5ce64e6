import type {Environment} from '../../../backend/base-url.js';
import type {Setting} from '../../../backend/setting.js';

/** What `findConnection` returns for a connection at Meld. */
export interface MeldConnection {
  /** Chooses the provider. */
  provider: 'meld';
  /** Meld's id of the connection. */
  connectionId: string;
}

/** Each may be a constant or a function of the connection. */
export interface MeldOptions<Connection extends MeldConnection = MeldConnection> {
  /** The API key as issued; it never leaves the server. */
  apiKey: Setting<string, Connection>;
  /** A key works against its own environment alone. */
  environment: Setting<Environment, Connection>;
  /** Another place of the API: the sandbox's `http://127.0.0.1:…`, or an https gateway. */
  baseUrl?: Setting<string | undefined, Connection>;
  /** Time limit of a call in milliseconds; default 10 000. */
  timeout?: Setting<number | undefined, Connection>;
  /**
   * Value of the `Meld-Version` header, for instance `2022-11-10`. None is sent by default, because the documentation
   * of the bank-linking calls shows none; whether Meld wants one is not verified.
   */
  version?: Setting<string | undefined, Connection>;
  /** What `POST {basePath}/webhooks/meld` verifies Meld's webhooks with; without it they are not taken. */
  webhook?: MeldWebhookOptions | undefined;
}

export interface MeldWebhookOptions {
  /** The secret of the webhook; a list during a rotation. */
  secret: string | readonly string[];
}
