import type {Environment} from '../../../backend/base-url.js';
import type {Setting} from '../../../backend/setting.js';

/** A Plaid connection, as `findConnection` returns it. */
export interface PlaidConnection {
  /** Selects the provider. */
  provider: 'plaid';
  /** The item's access token; secret. */
  accessToken: string;
  /** Plaid's id of the item. */
  itemId: string;
  /** The host's user id, the same as when the item was created. Plaid forbids personal data in it. */
  clientUserId: string;
}

/** Credentials and endpoint of Plaid's API. */
export interface PlaidCredentials<Connection> {
  /** Plaid's `client_id`. */
  clientId: Setting<string, Connection>;
  /** The secret for `environment`. */
  secret: Setting<string, Connection>;
  /** The environment that `secret` belongs to. */
  environment: Setting<Environment, Connection>;
  /** Overrides the URL of the API: the sandbox's `http://127.0.0.1:…`, or an https gateway. */
  baseUrl?: Setting<string | undefined, Connection>;
  /** Timeout of an API call in milliseconds; default 10 000. */
  timeout?: Setting<number | undefined, Connection>;
}

/** Every option except `webhook` is a constant or a function of the connection. */
export interface PlaidOptions<
  Connection extends PlaidConnection = PlaidConnection,
> extends PlaidCredentials<Connection> {
  /** The application's name in Link; at most 30 characters are shown. */
  clientName: Setting<string, Connection>;
  /** ISO 3166-1 alpha-2; default `['US']`. */
  countryCodes?: Setting<readonly string[] | undefined, Connection>;
  /**
   * Link's language if Plaid does not support the page's; default `en`. Plaid ignores a customization whose language
   * differs from the token's, so a multilingual site needs a customization for each language.
   */
  language?: Setting<string | undefined, Connection>;
  /** Allowed OAuth redirect URIs. Each must also be registered with Plaid. One is used if the page requests it. */
  redirectUris?: Setting<readonly string[] | undefined, Connection>;
  /** The name of the Link customization in Plaid's dashboard. */
  linkCustomizationName?: Setting<string | undefined, Connection>;
  /**
   * Whether the person can select accounts during a repair (`update.account_selection_enabled`). Default: true if the
   * connection's status, its warnings or the page's `status-reason` concern accounts: new accounts, no accounts, or
   * revoked access to an account. Plaid does not support it for accounts in the UK and the EU.
   */
  accountSelection?: Setting<boolean | undefined, Connection>;
  /**
   * The Link customization for repairs with account selection; it must have Account Select v2 enabled. Default:
   * `linkCustomizationName`.
   */
  accountSelectionCustomizationName?: Setting<string | undefined, Connection>;
  /**
   * Where Hosted Link (the displays `popup` and `redirect`) redirects after success or exit, unless the page requests one of
   * `redirectUris`; it must be registered with Plaid. Default: no redirect, and Plaid closes the window.
   */
  completionRedirectUri?: Setting<string | undefined, Connection>;
  /**
   * The credentials for fetching the keys that verify webhooks. Default: the credentials above if they are constants.
   * Required for webhooks if any of them is a function, because a webhook is verified before its connection is known.
   */
  webhook?: PlaidCredentials<undefined> | undefined;
}
