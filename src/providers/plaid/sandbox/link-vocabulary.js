// Plaid's words for where the person is and what the bank says.

/** Exit statuses by the step the person was at. */
export const exitStatuses = {
  credentials: 'requires_credentials',
  code: 'requires_code',
  oauth: 'requires_oauth',
  accounts: 'requires_account_selection',
};

/** Names of views in events, by step. */
export const viewNames = {
  credentials: 'CREDENTIAL',
  code: 'MFA',
  oauth: 'OAUTH',
  accounts: 'SELECT_ACCOUNT',
  unavailable: 'ERROR',
  done: 'CONNECTED',
};

/** Errors of the bank in Plaid's words: type, code, message, text for the person. */
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
