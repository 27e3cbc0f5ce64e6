import type {Environment} from '../../../backend/base-url.js';
import type {Setting} from '../../../backend/setting.js';
import type {BasicCredentials} from '../../../backend/webhooks/verify.js';

/** What `findConnection` returns for a connection at MX, where connections are called members. */
export interface MxConnection {
  /** Chooses the provider. */
  provider: 'mx';
  /** MX's id of the person, `USR-…`. */
  userGuid: string;
  /** MX's id of the connection, `MBR-…`. A repair at an OAuth bank may change it; `onComplete` hears of it. */
  memberGuid: string;
}

/** The versions of MX's API that are spoken. */
export type MxApiVersion = 'v20250224' | 'v20111101';

/** What is known of a member that its status calls healthy. */
export interface MxRenewalQuestion<Connection extends MxConnection = MxConnection> {
  connection: Connection;
  /** MX's own word. */
  status: string;
  /** `NEEDS_UPDATED_CREDENTIALS` for the member's field of that name, the member's error code in digits, or null. */
  statusReason: string | null;
  /** What the page gave as `status-reason`: a hint of the browser's. */
  hint: string | undefined;
}

/** Each may be a constant or a function of the connection, the webhook's credentials apart. */
export interface MxOptions<Connection extends MxConnection = MxConnection> {
  /** The client id of this environment. */
  clientId: Setting<string, Connection>;
  /** The API key of this environment; it never leaves the server. */
  apiKey: Setting<string, Connection>;
  /** `sandbox` is what MX calls the integration environment (`int-api.mx.com`). */
  environment: Setting<Environment, Connection>;
  /** Default `v20250224`. */
  apiVersion?: Setting<MxApiVersion | undefined, Connection>;
  /** Another place of the API: the sandbox's `http://127.0.0.1:…`, or an https gateway. */
  baseUrl?: Setting<string | undefined, Connection>;
  /** Time limit of a call in milliseconds; default 10 000. */
  timeout?: Setting<number | undefined, Connection>;
  /** The widget's language where the page's is none that MX has (English, Spanish, Canadian French); default `en`. */
  language?: Setting<string | undefined, Connection>;
  /** The widget's colours; `browser` follows the person's setting. Default: MX's, which is `light`. */
  colorScheme?: Setting<'light' | 'dark' | 'browser' | undefined, Connection>;
  /** MX wants them from clients that have opted in to them. Default: none are sent. */
  useCases?: Setting<readonly ('PFM' | 'MONEY_MOVEMENT')[] | undefined, Connection>;
  /**
   * Whether a healthy member is sent to its sign-in all the same (`update_credentials`), to renew a consent: MX's widget
   * would otherwise open on its success page. Asked for healthy members only. Default: when MX says that the member needs updated
   * credentials, or the page's `status-reason` is one of those that speak of a consent or an access that ends.
   */
  updateCredentials?(question: MxRenewalQuestion<Connection>): boolean | Promise<boolean>;
  /** What MX's webhooks are let in with; two while the password is being changed. Without it there are none. */
  webhook?: BasicCredentials | readonly BasicCredentials[];
}
