import type {AdviceKey} from '../../health/health.js';

/** The advice texts. A page replaces one with the same key in `strings`. */
export const adviceTexts: Readonly<Record<`advice-${AdviceKey}`, string>> = {
  'advice-healthy': '{institution} is connected.',
  'advice-expiring': 'Access to {institution} ends soon. Sign in now to keep it.',
  'advice-new-accounts': '{institution} has new accounts that you can add.',
  'advice-incomplete': 'Some data from {institution} is missing. Signing in again may help.',
  'advice-working': '{institution} is being updated. This takes a moment.',
  'advice-disconnecting': '{institution} is being disconnected.',
  'advice-sign-in': '{institution} needs you to sign in again.',
  'advice-verify': '{institution} needs you to confirm that it is you.',
  'advice-renew-consent': '{institution} needs your permission again.',
  'advice-choose-accounts': '{institution} needs you to choose which accounts to share.',
  'advice-wait-bank': '{institution} cannot be reached at the moment. Please try again later.',
  'advice-wait-service': 'The connection to {institution} is interrupted. It should come back by itself.',
  'advice-at-bank': '{institution} needs something from you first. Please sign in at its own site.',
  'advice-duplicate': '{institution} is connected twice.',
  'advice-connect-anew': 'This connection to {institution} has ended. Please add {institution} again.',
  'advice-unknown': 'We cannot tell how the connection to {institution} is.',
};
