import type {TokenStatus} from '../../../../contract.js';
import {RepairProblem} from '../../../../backend/problem.js';
import type {JsonObject} from '../../../../backend/vendor-call.js';
import type {Connector} from './connector.js';

/** The session that `…Initialize` created, with the contract's names. All members except the status are secret. */
export interface ConnectorSession {
  status: TokenStatus;
  /** For Plaid. */
  linkToken?: string;
  /** For MX. */
  widgetUrl?: string;
  /** For `…Close`. */
  connectorToken?: string;
  /** When the link token or the widget URL expires, in milliseconds since the epoch. */
  expiresAt: number;
}

/** The documented life of a link token for an existing item and of an MX widget URL, in milliseconds. */
const lifeOf = {plaid: 30 * 60_000, mx: 10 * 60_000};

const statuses: readonly string[] = ['ACTION_REQUIRED', 'CONTINUE', 'WAIT', 'ABORT'] satisfies TokenStatus[];

/**
 * Reads the record of `…Initialize` with the names of any known schema.
 *
 * @throws {RepairProblem} `backend-unavailable` if it has nothing to open the widget with
 */
export function readSession({name, widget}: Connector, record: JsonObject): ConnectorSession {
  const status = text(record['connectorStatus']) ?? text(record['status']);
  const expiresAt = endOf(record['expiration'], lifeOf[widget]);
  if (isStatus(status) && status !== 'ACTION_REQUIRED') return {status, expiresAt};
  const opener = text(record[name === 'Plaid' ? 'linkToken' : 'url']);
  const connectorToken = text(record['connectorToken']) ?? text(record['token']);
  if (opener === undefined || connectorToken === undefined) {
    throw new RepairProblem('backend-unavailable', {
      note: `connector${name}Initialize returned nothing to open a widget with.`,
    });
  }
  const member = name === 'Plaid' ? {linkToken: opener} : {widgetUrl: opener};
  return {status: 'ACTION_REQUIRED', ...member, connectorToken, expiresAt};
}

function isStatus(status: string | undefined): status is TokenStatus {
  return status !== undefined && statuses.includes(status);
}

/** Returns the given expiry, or the documented life if there is none or if it is impossible because of clock skew. */
function endOf(expiration: unknown, life: number): number {
  const now = Date.now();
  const end = typeof expiration === 'string' ? Date.parse(expiration) : NaN;
  return end > now && end <= now + life ? end : now + life;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}
