import type {Environment} from '../../../backend/base-url.js';
import type {Setting} from '../../../backend/setting.js';

/** What `findConnection` returns for a connection at Plaid. */
export interface PlaidConnection {
  /** Chooses the provider. */
  provider: 'plaid';
  /** The item's access token; it never leaves the server. */
  accessToken: string;
  /** Plaid's id of the item. */
  itemId: string;
  /** The host's id of the person, as it was when the item was made; Plaid wants nothing personal in it. */
  clientUserId: string;
}

/** Each may be a constant or a function of the connection. */
export interface PlaidOptions<Connection extends PlaidConnection = PlaidConnection> {
  /** Plaid's `client_id`. */
  clientId: Setting<string, Connection>;
  /** The secret of this environment; it never leaves the server. */
  secret: Setting<string, Connection>;
  /** The secret works against this environment alone. */
  environment: Setting<Environment, Connection>;
  /** The application's name in Link, which shows 30 characters. */
  clientName: Setting<string, Connection>;
  /** ISO 3166-1 alpha-2; default `['US']`. */
  countryCodes?: Setting<readonly string[] | undefined, Connection>;
  /**
   * Link's language where the page's is none that Plaid knows; default `en`. Plaid ignores a customization whose
   * language differs from the token's, so give a customization per language or pages of one language.
   */
  language?: Setting<string | undefined, Connection>;
  /** Where a bank may send the person back to; each must be in Plaid's own list too. Used when the page names one. */
  redirectUris?: Setting<readonly string[] | undefined, Connection>;
  /** The customization of Link, as it is called in Plaid's dashboard. */
  linkCustomizationName?: Setting<string | undefined, Connection>;
  /** Another place of the API: the sandbox's `http://127.0.0.1:…`, or an https gateway. */
  baseUrl?: Setting<string | undefined, Connection>;
  /** Time limit of a call in milliseconds; default 10 000. */
  timeout?: Setting<number | undefined, Connection>;
}
