import type {TokenStatus} from '../../../../contract.js';
import {RepairProblem} from '../../../../backend/problem.js';
import type {JsonObject} from '../../../../backend/vendor-call.js';
import type {Connector} from './connector.js';

/** What `…Initialize` has made, in the words of the contract. Secret, apart from its status. */
export interface ConnectorSession {
  status: TokenStatus;
  /** For Plaid. */
  linkToken?: string;
  /** For MX. */
  widgetUrl?: string;
  /** For `…Close`. */
  connectorToken?: string;
  /** The end of what opens the widget, in milliseconds since the epoch. */
  expiresAt: number;
}

/** Milliseconds that a link token for an existing item lives, and a widget URL of MX: as their own documents say. */
const lives = {plaid: 30 * 60_000, mx: 10 * 60_000};

const statuses: readonly string[] = ['ACTION_REQUIRED', 'CONTINUE', 'WAIT', 'ABORT'] satisfies TokenStatus[];

/**
 * Reads the record of `…Initialize`, whichever names its schema has.
 *
 * @throws {RepairProblem} `backend-unavailable` when the widget cannot be opened with it
 */
export function readSession({name, widget}: Connector, record: JsonObject): ConnectorSession {
  const status = text(record['connectorStatus']) ?? text(record['status']);
  const expiresAt = endOf(record['expiration'], lives[widget]);
  if (isStatus(status) && status !== 'ACTION_REQUIRED') return {status, expiresAt};
  const opens = text(record[name === 'Plaid' ? 'linkToken' : 'url']);
  const connectorToken = text(record['connectorToken']) ?? text(record['token']);
  if (opens === undefined || connectorToken === undefined) {
    throw new RepairProblem('backend-unavailable', {
      note: `connector${name}Initialize gave nothing to open a widget with.`,
    });
  }
  const member = name === 'Plaid' ? {linkToken: opens} : {widgetUrl: opens};
  return {status: 'ACTION_REQUIRED', ...member, connectorToken, expiresAt};
}

function isStatus(status: string | undefined): status is TokenStatus {
  return status !== undefined && statuses.includes(status);
}

/** The documented life where no end is told, or where two clocks that disagree make another of it. */
function endOf(expiration: unknown, life: number): number {
  const now = Date.now();
  const end = typeof expiration === 'string' ? Date.parse(expiration) : NaN;
  return end > now && end <= now + life ? end : now + life;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}
