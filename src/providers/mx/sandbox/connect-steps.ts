import type {MxMember} from './members.js';
import {errorCodeOf, healthy, processing} from './statuses.js';
import type {WidgetRequest} from './widget-request.js';

/** The widget's steps, as named in its messages. */
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

/** The first step of a widget. The order of the conditions follows the widget's public source. */
export function firstStep(member: MxMember | undefined, {updateCredentials}: WidgetRequest): ConnectStep {
  if (!member) return 'search';
  const {status, bank} = member;
  if (bank === 'down') return 'institutionStatusDetails';
  if (updateCredentials && status === 'CHALLENGED') return 'mfa';
  if (updateCredentials || status === 'DENIED') return 'enterCreds';
  // The widget starts a job immediately.
  if (status === 'REJECTED' || status === 'EXPIRED') return 'connecting';
  return stepOf(member);
}

/** The step for a member's status and error code. */
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

/** The action of the button on an error screen. */
export type ErrorAction = 'update-credentials' | 'retry' | 'ok' | 'search';

const errorActions: Readonly<Record<string, ErrorAction>> = {
  PREVENTED: 'update-credentials',
  DENIED: 'update-credentials',
  IMPORTED: 'update-credentials',
  IMPAIRED: 'update-credentials',
  CHALLENGED: 'retry',
  REJECTED: 'retry',
  EXPIRED: 'retry',
  // The person has to act on the bank's website first.
  IMPEDED: 'retry',
  DEGRADED: 'ok',
};

/** The action on the error screen of a member. Null when the screen has no button. */
export function errorActionOf({status, statusReason}: MxMember): ErrorAction | null {
  const code = errorCodeOf(statusReason);
  // 1002 means missing permissions, which the next sign-in requests again. The person cannot resolve the other codes.
  if (code !== null) return code === 1002 ? 'update-credentials' : 'search';
  return errorActions[status] ?? null;
}
