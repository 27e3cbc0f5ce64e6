import type {MxMember} from './members.js';
import {errorCodeOf, healthy, processing} from './statuses.js';
import type {WidgetRequest} from './widget-request.js';

/** The widget's steps, in the words of its messages. */
export type ConnectStep =
  | 'search'
  | 'enterCreds'
  | 'mfa'
  | 'connecting'
  | 'connected'
  | 'actionableError'
  | 'oauthError'
  | 'institutionStatusDetails'
  | 'deleteMemberSuccess';

const credentialErrors = [2004, 2005];
const answerErrors = [2001, 2002, 2003];

/** Which step a widget begins with; the order of the questions is that of the widget's public source. */
export function firstStep(member: MxMember | undefined, {updateCredentials}: WidgetRequest): ConnectStep {
  if (!member) return 'search';
  const {status, bank} = member;
  if (bank === 'down') return 'institutionStatusDetails';
  if (updateCredentials && status === 'CHALLENGED') return 'mfa';
  if (updateCredentials || status === 'DENIED') return 'enterCreds';
  // A job starts at once.
  if (status === 'REJECTED' || status === 'EXPIRED') return 'connecting';
  return stepOf(member);
}

/** Which step a member's state calls for. */
function stepOf({status, statusReason}: MxMember): ConnectStep {
  const code = errorCodeOf(statusReason);
  if (code !== null) {
    if (credentialErrors.includes(code)) return 'enterCreds';
    return answerErrors.includes(code) ? 'mfa' : 'actionableError';
  }
  if (status === 'CHALLENGED') return 'mfa';
  if (status === healthy) return 'connected';
  if (status === 'PENDING') return 'enterCreds';
  return processing.includes(status) ? 'connecting' : 'actionableError';
}

/** What the button of an error screen does. */
export type ErrorAction = 'update-credentials' | 'retry' | 'ok' | 'search';

const errorActions: Readonly<Record<string, ErrorAction>> = {
  PREVENTED: 'update-credentials',
  DENIED: 'update-credentials',
  IMPORTED: 'update-credentials',
  IMPAIRED: 'update-credentials',
  CHALLENGED: 'retry',
  REJECTED: 'retry',
  EXPIRED: 'retry',
  // After the person has done what the bank wants of them.
  IMPEDED: 'retry',
  DEGRADED: 'ok',
};

/** What the widget offers on the error screen of a member's state; null for nothing but to read it. */
export function errorActionOf({status, statusReason}: MxMember): ErrorAction | null {
  const code = errorCodeOf(statusReason);
  // Permissions were left out: the next sign-in asks for them again. The others are not the person's to mend.
  if (code !== null) return code === 1002 ? 'update-credentials' : 'search';
  return errorActions[status] ?? null;
}
