/**
 * The inputs of Quiltt's connector mutations. The names are those of its guide to updating connections; members that are
 * marked as newer are known from types that clients have generated from later schemas.
 */

/** Older schemas have the first three, newer ones the others. Future schemas may have more. */
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
  /** An id that the client chooses; the kit sends the repair's id. */
  clientMutationId?: string;
  /** The connection to repair. */
  connectionId?: string;
  features?: readonly ConnectionFeature[];
  /** Only in newer schemas. */
  featuresRequired?: readonly ConnectionFeature[];
  /** Only in newer schemas. */
  featuresOptional?: readonly ConnectionFeature[];
  /** The page to which a bank's own sign-in redirects; for MX only in newer schemas. */
  redirectUri?: string;
  /** Only in newer schemas and for new connections. */
  portalsProviderId?: string;
}

export interface PlaidAccountSubtypes {
  accountSubtypes?: readonly string[];
}

/** The members have Plaid's names in GraphQL's spelling (unverified). */
export interface PlaidLinkTokenAccountFilters {
  credit?: PlaidAccountSubtypes;
  depository?: PlaidAccountSubtypes;
  investment?: PlaidAccountSubtypes;
  loan?: PlaidAccountSubtypes;
}

export interface PlaidLinkTokenCreateRequestUpdate {
  /** Lets the person also add or remove accounts. */
  accountSelectionEnabled?: boolean;
}

export interface ConnectorPlaidInitializeInput extends ConnectorInitializeInput {
  /** The accounts that Link shows. */
  accountFilters?: PlaidLinkTokenAccountFilters;
  /** Only in older schemas. */
  additionalConsentedProducts?: readonly string[];
  /** Only for Android apps. */
  androidPackageName?: string;
  /** Options of Plaid's Auth product. */
  auth?: Readonly<Record<string, unknown>>;
  /** The application's name in Link, which shows 30 characters; default: the name of the Quiltt deployment. */
  clientName?: string;
  /** ISO 3166-1 alpha-2. */
  countryCodes?: readonly string[];
  /** Only in older schemas. */
  euConfig?: Readonly<Record<string, unknown>>;
  /** Only in newer schemas. */
  institutionData?: Readonly<Record<string, unknown>>;
  /** Link's language; a customization of Link must have the same language. */
  language?: string;
  /** The name of Link's customization in Plaid's dashboard. */
  linkCustomizationName?: string;
  /** Only in newer schemas. */
  optionalProducts?: readonly string[];
  /** For a repair Plaid requires that products are omitted, except those that the repair adds. */
  products?: readonly string[];
  /** Only in newer schemas. */
  transactions?: Readonly<Record<string, unknown>>;
  update?: PlaidLinkTokenCreateRequestUpdate;
}

export interface ConnectorMxInitializeInput extends ConnectorInitializeInput {
  /** Only for apps. */
  clientRedirectUrl?: string;
  colorScheme?: 'light' | 'dark';
  disableBackgroundAgg?: boolean;
  includeTransactions?: boolean;
  /** Only for apps. */
  isMobileWebview?: boolean;
  /** Default: `BROWSER`. */
  oauthReferralSource?: 'APP' | 'BROWSER';
  /** Only for apps. */
  uiMessageWebviewUrlScheme?: string;
}

export interface ConnectorMxCloseInput {
  clientMutationId?: string;
  /** The token in the result of `…Initialize`. */
  connectorToken?: string;
  /** The same token, in newer schemas. */
  token?: string;
  /** The widget's result, unchanged. */
  metadata: unknown;
}

export interface ConnectorPlaidCloseInput extends ConnectorMxCloseInput {
  publicToken: string;
}

export interface ConnectionUpdateInput {
  clientMutationId?: string;
  id: string;
  /** Replaces the previous metadata. */
  metadata?: Readonly<Record<string, unknown>>;
}

/** Members that the kit sets for each repair, so that the host cannot. */
type RepairMembers = 'clientMutationId' | 'connectionId' | 'redirectUri' | `features${'' | 'Required' | 'Optional'}`;

export type ConnectorPlaidSettings = Omit<ConnectorPlaidInitializeInput, RepairMembers>;
export type ConnectorMxSettings = Omit<ConnectorMxInitializeInput, RepairMembers>;
