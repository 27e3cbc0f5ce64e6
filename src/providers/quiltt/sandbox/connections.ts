import {banks, type Bank} from '../../../sandbox/banks/bank.js';
import type {Connection, Environment, StatusVocabulary} from '../../../sandbox/connections.js';
import {seedProfileIds} from './profiles.js';

export const healthy = 'SYNCED';

export const repairable = 'ERROR_REPAIRABLE';

const institutionError = 'ERROR_INSTITUTION';

/** The statuses that end a sync. */
const syncEnds: ReadonlySet<string> = new Set([
  healthy,
  repairable,
  'ERROR_SERVICE',
  'ERROR_PROVIDER',
  institutionError,
]);

export const isSyncEnd = (status: string): boolean => syncEnds.has(status);

/** Quiltt's statuses. Quiltt has no reasons and documents that it may add statuses. */
export const quilttStatuses: StatusVocabulary = {
  INITIALIZING: [null],
  SYNCING: [null],
  [healthy]: [null],
  UPGRADING: [null],
  [repairable]: [null],
  ERROR_SERVICE: [null],
  ERROR_PROVIDER: [null],
  [institutionError]: [null],
  DISCONNECTING: [null],
  DISCONNECTED: [null],
};

/** The providers behind Quiltt. */
export const providers = ['PLAID', 'MX', 'FINICITY', 'MOCK', 'DISCONNECTED'] as const;

export type QuilttProvider = (typeof providers)[number];

/** The features of a connection, as named in the old schema and in the new one. */
export const oldFeatures = ['TRANSACTIONS', 'ACCOUNT_VERIFICATION', 'IDENTITY'] as const;
export const newFeatures = [
  'ACCOUNT_BALANCES_AND_TRANSACTIONS',
  'ACCOUNT_BALANCE_REFRESHES',
  'ACCOUNT_NUMBERS',
  'ACCOUNT_OWNERS',
  'ACCOUNT_STATEMENTS',
  'INVESTMENTS',
  'LIABILITIES',
] as const;

/** The features that no fictional bank offers. A request for one of them leads to ABORT. */
export const unsupportedFeatures: readonly string[] = ['ACCOUNT_STATEMENTS'];

export interface QuilttAccount {
  readonly id: string;
  readonly name: string;
  readonly mask: string;
  readonly type: string;
}

/** A connection at Quiltt. */
export interface QuilttConnection extends Connection {
  readonly profileId: string;
  readonly provider: QuilttProvider;
  /** As named in the new schema. */
  features: readonly string[];
  readonly accounts: readonly QuilttAccount[];
  metadata: Record<string, unknown> | null;
}

/** The fictional banks by Quiltt's ids. */
export const institutions: Readonly<Record<string, Bank>> = {
  inst_FirstHarbor: banks.firstHarbor,
  inst_Meridian: banks.meridian,
  inst_CopperValley: banks.copperValley,
  inst_Northlight: banks.northlight,
};

/** Creates a connection with two accounts. */
export function newConnection(options: {
  id: string;
  environment: Environment;
  profileId: string;
  provider: QuilttProvider;
  institutionId: string;
  status: string;
  now: number;
}): QuilttConnection {
  const {institutionId, now, ...rest} = options;
  const suffix = rest.id.replace(/^conn_/, '');
  return {
    ...rest,
    institution: {id: institutionId, name: institutions[institutionId]?.name ?? institutionId},
    statusReason: null,
    bank: 'password',
    repairOutcome: 'repaired',
    updatedAt: now,
    features: ['ACCOUNT_BALANCES_AND_TRANSACTIONS'],
    accounts: [
      {id: `acct_${suffix}A`, name: 'Daily Checking', mask: '2207', type: 'CHECKING'},
      {id: `acct_${suffix}B`, name: 'House Savings', mask: '9034', type: 'SAVINGS'},
    ],
    metadata: null,
  };
}

/** The id of the initial connection that belongs to no other stand-in. */
export const ownConnectionId = 'conn_MockCopperValley1';

/**
 * The initial connections: one for each kind of repair and one that a repair does not help. The ids are fixed, so that
 * hosts can refer to them.
 */
export function seedConnections(now: number): QuilttConnection[] {
  const sandbox = {environment: 'sandbox', profileId: seedProfileIds.sandbox, status: repairable, now} as const;
  return [
    newConnection({...sandbox, id: 'conn_PlaidFirstHarbor1', provider: 'PLAID', institutionId: 'inst_FirstHarbor'}),
    newConnection({...sandbox, id: 'conn_MxMeridianTrust1', provider: 'MX', institutionId: 'inst_Meridian'}),
    newConnection({
      ...sandbox,
      id: 'conn_FinicityNorthlight1',
      provider: 'FINICITY',
      institutionId: 'inst_Northlight',
      status: institutionError,
    }),
    newConnection({...sandbox, id: ownConnectionId, provider: 'MOCK', institutionId: 'inst_CopperValley'}),
    newConnection({
      id: 'conn_ProductionHarbor1',
      environment: 'production',
      profileId: seedProfileIds.production,
      provider: 'PLAID',
      institutionId: 'inst_FirstHarbor',
      status: repairable,
      now,
    }),
  ];
}
