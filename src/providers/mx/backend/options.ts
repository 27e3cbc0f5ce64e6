import type {Environment} from '../../../backend/base-url.js';
import type {Setting} from '../../../backend/setting.js';
import type {BasicCredentials} from '../../../backend/webhooks/verify.js';

/** An MX connection (a member), as `findConnection` returns it. */
export interface MxConnection {
  /** Selects the provider. */
  provider: 'mx';
  /** MX's id of the user, `USR-…`. */
  userGuid: string;
  /** MX's id of the connection, `MBR-…`. A repair at an OAuth bank may change it; `onComplete` receives the new id. */
  memberGuid: string;
}

/** The supported versions of MX's API. */
export type MxApiVersion = 'v20250224' | 'v20111101';

/** The argument of `updateCredentials`: a member with a healthy status. */
export interface MxRenewalQuestion<Connection extends MxConnection = MxConnection> {
  connection: Connection;
  /** MX's status. */
  status: string;
  /** `NEEDS_UPDATED_CREDENTIALS` for the member's field of that name, the member's error code in digits, or null. */
  statusReason: string | null;
  /** The page's `status-reason`; unverified browser input. */
  hint: string | undefined;
}

/** Every option except `webhook` is a constant or a function of the connection. */
export interface MxOptions<Connection extends MxConnection = MxConnection> {
  /** The client id of this environment. */
  clientId: Setting<string, Connection>;
  /** The API key of this environment; secret. */
  apiKey: Setting<string, Connection>;
  /** `sandbox` is what MX calls the integration environment (`int-api.mx.com`). */
  environment: Setting<Environment, Connection>;
  /** Default `v20250224`. */
  apiVersion?: Setting<MxApiVersion | undefined, Connection>;
  /** Overrides the URL of the API: the sandbox's `http://127.0.0.1:…`, or an https gateway. */
  baseUrl?: Setting<string | undefined, Connection>;
  /** Timeout of an API call in milliseconds; default 10 000. */
  timeout?: Setting<number | undefined, Connection>;
  /** The widget's language if MX does not support the page's (it has English, Spanish, Canadian French); default `en`. */
  language?: Setting<string | undefined, Connection>;
  /** The widget's colours; `browser` follows the person's setting. Default: MX's, which is `light`. */
  colorScheme?: Setting<'light' | 'dark' | 'browser' | undefined, Connection>;
  /** Required by MX for clients that opted in to use cases. Default: not sent. */
  useCases?: Setting<readonly ('PFM' | 'MONEY_MOVEMENT')[] | undefined, Connection>;
  /**
   * Whether the widget opens the sign-in of a healthy member (`update_credentials`), to renew a consent; otherwise it opens
   * its success page. Only called for healthy members. Default: true if MX reports that the member needs updated
   * credentials, or if the page's `status-reason` is about an expiring consent or access.
   */
  updateCredentials?(question: MxRenewalQuestion<Connection>): boolean | Promise<boolean>;
  /** The Basic credentials of MX's webhooks; several during a rotation. Without them webhooks are rejected. */
  webhook?: BasicCredentials | readonly BasicCredentials[];
}
