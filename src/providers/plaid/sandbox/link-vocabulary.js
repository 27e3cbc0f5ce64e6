// Plaid's names for the person's step and for refusals by the bank.

/** Exit statuses by step. */
export const exitStatuses = {
  credentials: 'requires_credentials',
  code: 'requires_code',
  oauth: 'requires_oauth',
  accounts: 'requires_account_selection',
};

/** View names in events, by step. */
export const viewNames = {
  credentials: 'CREDENTIAL',
  code: 'MFA',
  oauth: 'OAUTH',
  accounts: 'SELECT_ACCOUNT',
  unavailable: 'ERROR',
  done: 'CONNECTED',
};

/** Plaid's errors by refusal: type, code, message, display message. */
export const refusalErrors = {
  'wrong-password': [
    'ITEM_ERROR',
    'INVALID_CREDENTIALS',
    'the provided credentials were not correct',
    'The credentials are not correct.',
  ],
  'wrong-code': ['ITEM_ERROR', 'INVALID_MFA', 'the provided MFA response was not correct', 'The code is not correct.'],
  locked: ['ITEM_ERROR', 'ITEM_LOCKED', 'the institution has locked the account', 'Your account is locked.'],
  down: [
    'INSTITUTION_ERROR',
    'INSTITUTION_DOWN',
    'this institution is not currently responding',
    'Your bank cannot be reached.',
  ],
};
