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

/** What calls Plaid's API. */
export interface PlaidCredentials<Connection> {
  /** Plaid's `client_id`. */
  clientId: Setting<string, Connection>;
  /** The secret of this environment; it never leaves the server. */
  secret: Setting<string, Connection>;
  /** The secret works against this environment alone. */
  environment: Setting<Environment, Connection>;
  /** Another place of the API: the sandbox's `http://127.0.0.1:…`, or an https gateway. */
  baseUrl?: Setting<string | undefined, Connection>;
  /** Time limit of a call in milliseconds; default 10 000. */
  timeout?: Setting<number | undefined, Connection>;
}

/** Each may be a constant or a function of the connection, `webhook` apart. */
export interface PlaidOptions<
  Connection extends PlaidConnection = PlaidConnection,
> extends PlaidCredentials<Connection> {
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
  /**
   * Whether the person may choose accounts during a repair (`update.account_selection_enabled`). Default: when the
   * connection's status, its warnings or the page's `status-reason` are about accounts: new ones, none, or access to one
   * withdrawn. Plaid does not have it for accounts in the UK and the EU.
   */
  accountSelection?: Setting<boolean | undefined, Connection>;
  /**
   * The customization used with a choice of accounts, which must have Account Select v2; default
   * `linkCustomizationName`.
   */
  accountSelectionCustomizationName?: Setting<string | undefined, Connection>;
  /**
   * Where Hosted Link (the display `popup`) goes when it has ended, however it has, unless the page names one of
   * `redirectUris`; it must be in Plaid's list. Default: nowhere, and Plaid closes the window.
   */
  completionRedirectUri?: Setting<string | undefined, Connection>;
  /**
   * The credentials with which the keys of Plaid's webhooks are fetched. Default: those above, if they are constants; with
   * functions of a connection there are no webhooks without this, because a webhook comes before its connection is known.
   */
  webhook?: PlaidCredentials<undefined> | undefined;
}
