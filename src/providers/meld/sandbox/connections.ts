import {banks, type Bank} from '../../../sandbox/banks/bank.js';
import type {Connection, StatusVocabulary} from '../../../sandbox/connections.js';

export const healthy = 'ACTIVE';

/** Meld's statuses and their reasons, from its documentation. */
export const meldStatuses: StatusVocabulary = {
  IN_PROGRESS: [null],
  EXPIRED: [null],
  ACTIVE: [null, 'ACCESS_EXPIRING_SOON', 'NEW_ACCOUNTS_AVAILABLE'],
  PARTIALLY_ACTIVE: ['PARTIAL_AGGREGATION_SUCCESS', 'INACTIVE_DUPLICATE'],
  DEGRADED: [
    'INSTITUTION_CURRENTLY_UNAVAILABLE',
    'INSTITUTION_ACTION_REQUIRED',
    'SERVICE_PROVIDER_CURRENTLY_UNAVAILABLE',
    'INTERACTIVE_REFRESH',
  ],
  RECONNECT_REQUIRED: ['LOGIN_REQUIRED', 'REPAIRING_INSTITUTION', 'TOKEN_EXPIRED', 'OTHER'],
  UNRECOVERABLE: ['CONTINUED_AGGREGATION_FAILURES', 'INSTITUTION_DISABLED', 'OTHER'],
  UNDETERMINED: [
    'AGGREGATION_TIMEOUT',
    'SUBMIT_SERVICE_PROVIDER_TICKET',
    'UNKNOWN_SERVICE_PROVIDER_ERROR_CODE',
    'INTERNAL_ERROR',
  ],
  DELETED: [null],
};

/** A connection at Meld. */
export interface MeldConnection extends Connection {
  readonly customerId: string;
  readonly createdAt: number;
}

/** The fictional banks by Meld's ids. */
export const institutions: Readonly<Record<string, Bank>> = {
  instMeridianTrust01: banks.meridian,
};

export const products = ['BALANCES', 'IDENTIFIERS', 'OWNERS', 'TRANSACTIONS'];

/** The accounts in the widget's final message. */
export const accounts = [
  {name: 'Meridian Current', type: 'CHECKING', mask: '1290'},
  {name: 'Meridian Reserve', type: 'SAVINGS', mask: '5518'},
];

const DAY = 86_400_000;

/** The id of the initial connection. It is fixed, so that host applications can refer to it. */
export const firstConnectionId = 'connMeridianTrust1';

/** The initial connections: one that requires a login. */
export function seedConnections(now: number): MeldConnection[] {
  return [
    {
      id: firstConnectionId,
      environment: 'sandbox',
      institution: {id: 'instMeridianTrust01', name: banks.meridian.name},
      status: 'RECONNECT_REQUIRED',
      statusReason: 'LOGIN_REQUIRED',
      bank: 'password',
      repairOutcome: 'repaired',
      updatedAt: now,
      customerId: 'custSandbox1',
      createdAt: now - 90 * DAY,
    },
  ];
}

/** The host's id of the customer. All connections have the same. */
export const externalCustomerId = 'customer-1';

/** The provider behind Meld. */
export function serviceProviderDetails({id}: MeldConnection): Record<string, string> {
  return {serviceProvider: 'MX', serviceProviderConnectionId: `MBR-${id}`};
}

/** The connection in the format of Meld's API. */
export function connectionBody(connection: MeldConnection, accountId: string): Record<string, unknown> {
  return {
    key: `key-${connection.id}`,
    id: connection.id,
    accountId,
    customerId: connection.customerId,
    externalCustomerId,
    institutionId: connection.institution.id,
    institutionName: connection.institution.name,
    status: connection.status,
    statusReason: connection.statusReason,
    products,
    optionalProducts: [],
    regions: ['US'],
    createdAt: new Date(connection.createdAt).toISOString(),
    successfullyAggregatedAt: new Date(
      connection.status === healthy ? connection.updatedAt : connection.createdAt,
    ).toISOString(),
    activeDuplicateConnectionId: null,
    duplicateConnectionIds: [],
    serviceProviderDetails: serviceProviderDetails(connection),
  };
}
