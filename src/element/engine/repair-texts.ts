import type {Texts} from '../texts.js';

/** The texts during and after a repair. They load with the engine. */
export const repairTexts = {
  close: 'Close',
  cancel: 'Cancel',
  haveFinished: 'I have finished',
  open: 'Continue with {institution}',
  elsewhere: 'Please continue in the other window.',
  slow: 'This is taking longer than usual.',
  completing: 'Finishing…',
  verifying: 'Checking the connection…',
  confirmed: '{institution} is connected again.',
  finished: 'You have signed in to {institution}.',
  unknown: 'We could not check the connection to {institution}.',
  error: 'Something went wrong. Please try again later.',
  busy: 'Please finish the other sign-in first.',
  offline: 'You seem to be offline.',
  unauthorized: 'Please sign in again.',
  'connection-not-found': 'This connection no longer exists.',
  'not-repairable': 'This connection cannot be repaired. Please add {institution} again.',
  'institution-unavailable': '{institution} is unavailable. Please try again later.',
  'popup-blocked': 'Your browser blocked the window.',
  'load-timeout': 'The sign-in did not open.',
  'completion-failed': 'You have signed in, but saving it failed.',
} satisfies Texts;
