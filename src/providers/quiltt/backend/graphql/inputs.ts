/**
 * The inputs of Quiltt's connector mutations: names as in its guide to updating connections, and, where marked as newer,
 * as in types that others have generated from later schemas.
 */

/** The first three are those of older schemas, the others of newer ones; further ones may come. */
export type ConnectionFeature =
  | 'TRANSACTIONS'
  | 'ACCOUNT_VERIFICATION'
  | 'IDENTITY'
  | 'ACCOUNT_BALANCES_AND_TRANSACTIONS'
  | 'ACCOUNT_BALANCE_REFRESHES'
  | 'ACCOUNT_NUMBERS'
  | 'ACCOUNT_OWNERS'
  | 'ACCOUNT_STATEMENTS'
  | 'INVESTMENTS'
  | 'LIABILITIES'
  | (string & {});

interface ConnectorInitializeInput {
  /** An id of the client's choice; the repair's id is sent. */
  clientMutationId?: string;
  /** The connection to repair. */
  connectionId?: string;
  features?: readonly ConnectionFeature[];
  /** Newer. */
  featuresRequired?: readonly ConnectionFeature[];
  /** Newer. */
  featuresOptional?: readonly ConnectionFeature[];
  /** Where a bank's own sign-in comes back to; for MX newer. */
  redirectUri?: string;
  /** Newer; for new connections. */
  portalsProviderId?: string;
}

export interface PlaidAccountSubtypes {
  accountSubtypes?: readonly string[];
}

/** The names of the members within are Plaid's, written as GraphQL's (unverified). */
export interface PlaidLinkTokenAccountFilters {
  credit?: PlaidAccountSubtypes;
  depository?: PlaidAccountSubtypes;
  investment?: PlaidAccountSubtypes;
  loan?: PlaidAccountSubtypes;
}

export interface PlaidLinkTokenCreateRequestUpdate {
  /** Lets the person add or take away accounts, too. */
  accountSelectionEnabled?: boolean;
}

export interface ConnectorPlaidInitializeInput extends ConnectorInitializeInput {
  /** Which accounts Link shows. */
  accountFilters?: PlaidLinkTokenAccountFilters;
  /** Older. */
  additionalConsentedProducts?: readonly string[];
  /** For Android alone. */
  androidPackageName?: string;
  /** Options of Plaid's Auth product. */
  auth?: Readonly<Record<string, unknown>>;
  /** The application's name in Link, which shows 30 characters; default: that of the Quiltt deployment. */
  clientName?: string;
  /** ISO 3166-1 alpha-2. */
  countryCodes?: readonly string[];
  /** Older. */
  euConfig?: Readonly<Record<string, unknown>>;
  /** Newer. */
  institutionData?: Readonly<Record<string, unknown>>;
  /** Link's language; a customization of Link must be of the same. */
  language?: string;
  /** The customization of Link, as it is called in Plaid's dashboard. */
  linkCustomizationName?: string;
  /** Newer. */
  optionalProducts?: readonly string[];
  /** Plaid wants them left out when a connection is repaired, except for those that are added on the way. */
  products?: readonly string[];
  /** Newer. */
  transactions?: Readonly<Record<string, unknown>>;
  update?: PlaidLinkTokenCreateRequestUpdate;
}

export interface ConnectorMxInitializeInput extends ConnectorInitializeInput {
  /** For apps alone. */
  clientRedirectUrl?: string;
  colorScheme?: 'light' | 'dark';
  disableBackgroundAgg?: boolean;
  includeTransactions?: boolean;
  /** For apps alone. */
  isMobileWebview?: boolean;
  /** `BROWSER` is sent unless the host says otherwise. */
  oauthReferralSource?: 'APP' | 'BROWSER';
  /** For apps alone. */
  uiMessageWebviewUrlScheme?: string;
}

export interface ConnectorMxCloseInput {
  clientMutationId?: string;
  /** What `…Initialize` has given. */
  connectorToken?: string;
  /** The same; newer. */
  token?: string;
  /** What the widget has given, as it is. */
  metadata: unknown;
}

export interface ConnectorPlaidCloseInput extends ConnectorMxCloseInput {
  publicToken: string;
}

export interface ConnectionUpdateInput {
  clientMutationId?: string;
  id: string;
  /** Takes the place of what was there. */
  metadata?: Readonly<Record<string, unknown>>;
}

/** What belongs to one repair and is not the host's to set beforehand. */
type OfTheRepair = 'clientMutationId' | 'connectionId' | 'redirectUri' | `features${'' | 'Required' | 'Optional'}`;

export type ConnectorPlaidSettings = Omit<ConnectorPlaidInitializeInput, OfTheRepair>;
export type ConnectorMxSettings = Omit<ConnectorMxInitializeInput, OfTheRepair>;
