import type {StatusVocabulary} from '../../../sandbox/connections.js';

/** MX's connection statuses in the order of their numbers. The widget's messages contain the numbers. */
const statusNames = [
  'CREATED',
  'PREVENTED',
  'DENIED',
  'CHALLENGED',
  'REJECTED',
  'LOCKED',
  'CONNECTED',
  'IMPEDED',
  'RECONNECTED',
  'DEGRADED',
  'DISCONNECTED',
  'DISCONTINUED',
  'CLOSED',
  'DELAYED',
  'FAILED',
  'UPDATED',
  'DISABLED',
  'IMPORTED',
  'RESUMED',
  'EXPIRED',
  'IMPAIRED',
  'PENDING',
] as const;

export const healthy = 'CONNECTED';

/** MX has no reasons. This one stands for the member's field of the same name. */
export const needsUpdatedCredentials = 'NEEDS_UPDATED_CREDENTIALS';

/** The error codes of members, from the widget's public source. */
const errorCodes = ['1001', '1002', '2001', '2002', '2003', '2004', '2005', '3000', '3001', '3002'];

/** The sandbox's reasons: the member's error code, or that MX requests updated credentials. */
const statusReasons: StatusVocabulary = {
  CONNECTED: [null, needsUpdatedCredentials, '2004'],
  FAILED: [null, ...errorCodes],
};

export const mxStatuses: StatusVocabulary = Object.fromEntries(
  statusNames.map(name => [name, statusReasons[name] ?? [null]]),
);

/** The number of a status. */
export const numberOf = (status: string): number => (statusNames as readonly string[]).indexOf(status);

/** The statuses of a running job. */
export const processing: readonly string[] = ['CREATED', 'RECONNECTED', 'UPDATED', 'RESUMED'];

/** The statuses with a webhook: those that require an action of the person (docs.mx.com, connection status). */
export const webhookStatuses: readonly string[] = [
  'CHALLENGED',
  'DENIED',
  'EXPIRED',
  'IMPAIRED',
  'IMPEDED',
  'LOCKED',
  'PREVENTED',
  'REJECTED',
];

/** The statuses in which MX does not aggregate until the credentials are updated. */
const waitingForCredentials: readonly string[] = ['PREVENTED', 'DENIED', 'IMPORTED', 'IMPAIRED'];

/** The member's field `needs_updated_credentials`. MX calls it internal. Unverified: when MX sets it. */
export const needsCredentials = (status: string, reason: string | null): boolean =>
  reason === needsUpdatedCredentials || waitingForCredentials.includes(status);

/** The member's error code, or null. */
export const errorCodeOf = (reason: string | null): number | null =>
  reason !== null && errorCodes.includes(reason) ? Number(reason) : null;

/** MX's message for the person, by status. */
export function statusMessage(status: string, bank: string): string {
  return (statusMessages[status] ?? ((name: string) => `The connection to ${name} is being looked into.`))(bank);
}

const retyping = (bank: string): string => `The credentials for ${bank} have to be entered again.`;
const running = (bank: string): string => `Connecting to ${bank}.`;
const ended = (bank: string): string => `The connection to ${bank} has ended.`;

const statusMessages: Readonly<Record<string, (bank: string) => string>> = {
  CREATED: running,
  RECONNECTED: running,
  UPDATED: running,
  RESUMED: running,
  CONNECTED: bank => `Connected to ${bank}.`,
  PREVENTED: retyping,
  DENIED: bank => `${bank} has not accepted the credentials.`,
  IMPORTED: retyping,
  IMPAIRED: retyping,
  CHALLENGED: bank => `${bank} asks for an answer before it lets anybody in.`,
  REJECTED: bank => `${bank} has not accepted the answer.`,
  EXPIRED: bank => `The question of ${bank} was not answered in time.`,
  LOCKED: bank => `${bank} has locked the account.`,
  IMPEDED: bank => `Something has to be done on the website of ${bank} first.`,
  DEGRADED: bank => `The connection to ${bank} is being improved.`,
  DISCONNECTED: ended,
  DISCONTINUED: ended,
  CLOSED: bank => `The account at ${bank} is closed.`,
  DISABLED: ended,
  PENDING: bank => `The sign-in at ${bank} has not been finished.`,
};
