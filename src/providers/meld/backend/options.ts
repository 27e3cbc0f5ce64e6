import type {Environment} from '../../../backend/base-url.js';
import type {Setting} from '../../../backend/setting.js';

/** A Meld connection, as `findConnection` returns it. */
export interface MeldConnection {
  /** Selects the provider. */
  provider: 'meld';
  /** Meld's id of the connection. */
  connectionId: string;
}

/** Every option except `webhook` is a constant or a function of the connection. */
export interface MeldOptions<Connection extends MeldConnection = MeldConnection> {
  /** The API key as issued; secret. */
  apiKey: Setting<string, Connection>;
  /** The environment that `apiKey` belongs to. */
  environment: Setting<Environment, Connection>;
  /** Overrides the URL of the API: the sandbox's `http://127.0.0.1:…`, or an https gateway. */
  baseUrl?: Setting<string | undefined, Connection>;
  /** Timeout of an API call in milliseconds; default 10 000. */
  timeout?: Setting<number | undefined, Connection>;
  /**
   * Value of the `Meld-Version` header, for instance `2022-11-10`. Not sent by default, because the documentation of
   * the bank-linking calls does not show it; whether Meld requires it is unverified.
   */
  version?: Setting<string | undefined, Connection>;
  /** Verifies Meld's webhooks at `POST …/webhooks/meld`; without it they are rejected. */
  webhook?: MeldWebhookOptions | undefined;
}

export interface MeldWebhookOptions {
  /** The secret of the webhook; a list during a rotation. */
  secret: string | readonly string[];
  /**
   * The URL that Meld calls, as it is registered at Meld. Meld signs it. Needed if a proxy changes the path; default: the
   * URL below `publicUrl`.
   */
  url?: string;
}
