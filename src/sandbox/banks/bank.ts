/** How a person signs in at a connection's bank: in the widget, in the bank's window, or not at all. */
export const bankModes = ['password', 'oauth', 'oauth-coop', 'down'] as const;

export type BankMode = (typeof bankModes)[number];

/** A description of each mode, for the control page and the documentation. */
export const bankModeNotes: Readonly<Record<BankMode, string>> = {
  password: 'The person types username and password into the widget.',
  oauth: 'The bank opens its own window, with Allow and Deny.',
  'oauth-coop':
    'Like oauth, with Cross-Origin-Opener-Policy: same-origin, which disconnects the window from its opener.',
  down: 'The bank cannot be reached.',
};

/** The fictional banks. `brand` selects the colours in widgets and in the bank's window. */
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

/** The users of every bank. The control page and the command line list them. */
export const bankUsers = [
  {username: 'user_good', password: 'pass_good', code: null, note: 'signs in'},
  {username: 'user_mfa', password: 'pass_good', code: '1234', note: 'is asked for a code'},
  {username: 'user_locked', password: 'pass_good', code: null, note: 'is locked out by the bank'},
] as const;

export type PasswordAnswer = 'accepted' | 'code-needed' | 'refused' | 'locked';

/** Checks a username and a password. */
export function checkPassword(username: string, password: string): PasswordAnswer {
  const user = bankUsers.find(known => known.username === username);
  if (user?.username === 'user_locked') return 'locked';
  if (user?.password !== password) return 'refused';
  return user.code === null ? 'accepted' : 'code-needed';
}

/** Checks the one-time code of a user. */
export function checkCode(username: string, code: string): boolean {
  return bankUsers.some(user => user.username === username && user.code === code);
}
