import {banks, type Bank} from '../../../sandbox/banks/bank.js';
import type {Connection, Environment, StatusVocabulary} from '../../../sandbox/connections.js';
import {seedProfileIds} from './profiles.js';

export const healthy = 'SYNCED';

export const repairable = 'ERROR_REPAIRABLE';

const bankInTrouble = 'ERROR_INSTITUTION';

/** The statuses that end a sync. */
const syncEnds: ReadonlySet<string> = new Set([healthy, repairable, 'ERROR_SERVICE', 'ERROR_PROVIDER', bankInTrouble]);

export const isSyncEnd = (status: string): boolean => syncEnds.has(status);

/** Quiltt's statuses; it has no reasons. Its documents call the list open. */
export const quilttStatuses: StatusVocabulary = {
  INITIALIZING: [null],
  SYNCING: [null],
  [healthy]: [null],
  UPGRADING: [null],
  [repairable]: [null],
  ERROR_SERVICE: [null],
  ERROR_PROVIDER: [null],
  [bankInTrouble]: [null],
  DISCONNECTING: [null],
  DISCONNECTED: [null],
};

/** Who fetches the data for Quiltt. */
export const providers = ['PLAID', 'MX', 'FINICITY', 'MOCK', 'DISCONNECTED'] as const;

export type QuilttProvider = (typeof providers)[number];

/** What a connection can be used for, in the words of the old schema and of the new one. */
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

/** What no imaginary bank offers: asking for it is how an ABORT is had. */
export const unsupportedFeatures: readonly string[] = ['ACCOUNT_STATEMENTS'];

export interface QuilttAccount {
  readonly id: string;
  readonly name: string;
  readonly mask: string;
  readonly type: string;
}

/** A connection as Quiltt keeps it. */
export interface QuilttConnection extends Connection {
  readonly profileId: string;
  readonly provider: QuilttProvider;
  /** The new schema's words. */
  features: readonly string[];
  readonly accounts: readonly QuilttAccount[];
  metadata: Record<string, unknown> | null;
}

/** Quiltt's ids of the imaginary banks. */
export const institutions: Readonly<Record<string, Bank>> = {
  inst_FirstHarbor: banks.firstHarbor,
  inst_Meridian: banks.meridian,
  inst_CopperValley: banks.copperValley,
  inst_Northlight: banks.northlight,
};

/** A connection at a bank; with the accounts that everybody has there. */
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

/**
 * What is there at the start: one connection for each way a repair goes, and one that none can mend. The ids are fixed,
 * for hosts to refer to.
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
      status: bankInTrouble,
    }),
    newConnection({...sandbox, id: 'conn_MockCopperValley1', provider: 'MOCK', institutionId: 'inst_CopperValley'}),
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
