import type {ErrorCode} from '../contract.js';
import type {AdviceKey} from '../health/health.js';

/**
 * Every text that a person reads or hears. `{institution}` stands for the bank's name. The texts for errors are keyed by
 * the error's code; a code without one has the text of `error`. Those for statuses are keyed by the advice.
 */
export interface Strings extends Partial<Record<ErrorCode | `advice-${AdviceKey}`, string>> {
  /** Stands for the bank where its name is not known. */
  institution: string;
  /** The button's label, and the accessible name of dialog and frame. */
  reconnect: string;
  tryAgain: string;
  close: string;
  opening: string;
  /** While the person is at the bank. */
  open: string;
  /** While the widget is in a window of its own. */
  elsewhere?: string;
  slow: string;
  completing: string;
  verifying: string;
  confirmed: string;
  /** Finished at the bank, and nothing is there to verify it with. */
  finished: string;
  unknown: string;
  error: string;
}

/** English, the language of whoever sets no `strings`. */
export const english: Strings = {
  institution: 'your bank',
  reconnect: 'Reconnect {institution}',
  tryAgain: 'Try again',
  close: 'Close',
  opening: 'Connecting…',
  open: 'Continue with {institution}',
  slow: 'This is taking longer than usual.',
  completing: 'Finishing…',
  verifying: 'Checking the connection…',
  confirmed: '{institution} is connected again.',
  finished: 'You have signed in to {institution}.',
  unknown: 'We could not check the connection to {institution}.',
  error: 'Something went wrong. Please try again later.',
  busy: 'Please finish the other sign-in first.',
  offline: 'You are offline.',
  unauthorized: 'Please sign in again.',
  'connection-not-found': 'This connection no longer exists.',
  'not-repairable': 'This connection cannot be repaired. Please add {institution} again.',
  'institution-unavailable': '{institution} is unavailable. Please try again later.',
  'script-blocked': 'The sign-in was blocked, perhaps by an ad blocker.',
  'popup-blocked': 'Your browser blocked the window.',
  'load-timeout': 'The sign-in did not open.',
};

/** The text of `key` with the bank's name filled in; a button without one says "Reconnect" and no more. */
export function textOf(strings: Partial<Strings>, key: keyof Strings, institution: string | undefined): string {
  const find = (wanted: keyof Strings) => strings[wanted] ?? english[wanted];
  const name = institution ?? (key === 'reconnect' ? '' : find('institution')!);
  // A function, because a bank's name may hold characters that a replacement string treats as patterns.
  const text = (find(key) ?? find('error')!).replaceAll('{institution}', () => name).trim();
  // A bank's own name is written as the bank writes it.
  return institution ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
