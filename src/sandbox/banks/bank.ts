/** How a connection's bank lets people in: fields in the widget, a window of its own, or not at all today. */
export const bankModes = ['password', 'oauth', 'oauth-coop', 'down'] as const;

export type BankMode = (typeof bankModes)[number];

/** What each mode does, for the control page. */
export const bankModeNotes: Readonly<Record<BankMode, string>> = {
  password: 'The person types username and password into the widget.',
  oauth: 'The bank opens a window of its own, with Allow and Deny.',
  'oauth-coop': 'The same, with Cross-Origin-Opener-Policy: same-origin, which cuts the window off from its opener.',
  down: 'The bank cannot be reached.',
};

/** The imaginary banks; `brand` selects their colours in the widgets and in the bank's window. */
export const banks = {
  firstHarbor: {name: 'First Harbor Bank', brand: 'tide'},
  meridian: {name: 'Meridian Trust', brand: 'plum'},
  copperValley: {name: 'Copper Valley Credit Union', brand: 'copper'},
  northlight: {name: 'Northlight Bank', brand: 'pine'},
} as const;

export interface Bank {
  readonly name: string;
  readonly brand: string;
}

/** The people every bank knows, for the control page and the command line. */
export const bankUsers = [
  {username: 'user_good', password: 'pass_good', code: null, note: 'signs in'},
  {username: 'user_mfa', password: 'pass_good', code: '1234', note: 'is asked for a code'},
  {username: 'user_locked', password: 'pass_good', code: null, note: 'is locked out by the bank'},
] as const;

export type PasswordAnswer = 'accepted' | 'code-needed' | 'refused' | 'locked';

/** The bank's answer to a username and a password. */
export function checkPassword(username: string, password: string): PasswordAnswer {
  const user = bankUsers.find(known => known.username === username);
  if (user?.username === 'user_locked') return 'locked';
  if (user?.password !== password) return 'refused';
  return user.code === null ? 'accepted' : 'code-needed';
}

/** Whether a one-time code is the right one for that person. */
export function checkCode(username: string, code: string): boolean {
  return bankUsers.some(user => user.username === username && user.code === code);
}
