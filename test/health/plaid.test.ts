import {describe} from 'node:test';
import {checkMarks, checkMeanings} from './meanings.js';

describe("Plaid's item errors and warnings", () => {
  checkMeanings('plaid', {
    HEALTHY: {
      '': 'healthy healthy',
      PENDING_EXPIRATION: 'worth-repairing expiring',
      PENDING_DISCONNECT: 'worth-repairing expiring',
      NEW_ACCOUNTS_AVAILABLE: 'worth-repairing new-accounts',
      USER_ACCOUNT_REVOKED: 'worth-repairing choose-accounts',
    },
    PENDING_EXPIRATION: {'': 'worth-repairing expiring'},
    PENDING_DISCONNECT: {'': 'worth-repairing expiring'},
    NEW_ACCOUNTS_AVAILABLE: {'': 'worth-repairing new-accounts'},
    USER_ACCOUNT_REVOKED: {'': 'worth-repairing choose-accounts'},
    LOGIN_REPAIRED: {'': 'healthy healthy'},
    ITEM_LOGIN_REQUIRED: {
      '': 'needs-person sign-in',
      OAUTH_INVALID_TOKEN: 'needs-person renew-consent',
      OAUTH_CONSENT_EXPIRED: 'needs-person renew-consent',
      OAUTH_USER_REVOKED: 'needs-person renew-consent',
    },
    INVALID_CREDENTIALS: {'': 'needs-person sign-in'},
    INVALID_UPDATED_USERNAME: {'': 'needs-person sign-in'},
    INVALID_MFA: {'': 'needs-person verify'},
    USER_PERMISSION_REVOKED: {'': 'needs-person renew-consent'},
    NO_ACCOUNTS: {'': 'needs-person choose-accounts'},
    NO_AUTH_ACCOUNTS: {'': 'needs-person choose-accounts'},
    ACCESS_NOT_GRANTED: {'': 'needs-person choose-accounts'},
    ITEM_LOCKED: {'': 'needs-bank at-bank'},
    USER_SETUP_REQUIRED: {'': 'needs-bank at-bank'},
    ITEM_NOT_FOUND: {'': 'gone connect-anew'},
    ITEM_NOT_SUPPORTED: {'': 'gone connect-anew'},
    MFA_NOT_SUPPORTED: {'': 'gone connect-anew'},
    INSTITUTION_NO_LONGER_SUPPORTED: {'': 'gone connect-anew'},
    INSTITUTION_DOWN: {'': 'needs-waiting wait-bank'},
    INSTITUTION_NOT_RESPONDING: {'': 'needs-waiting wait-bank'},
    INSTITUTION_NOT_AVAILABLE: {'': 'needs-waiting wait-bank'},
    INTERNAL_SERVER_ERROR: {'': 'needs-waiting wait-service'},
    PLANNED_MAINTENANCE: {'': 'needs-waiting wait-service'},
    RATE_LIMIT: {'': 'needs-waiting wait-service'},
  });
  const warnings = ['PENDING_EXPIRATION', 'PENDING_DISCONNECT', 'NEW_ACCOUNTS_AVAILABLE', 'USER_ACCOUNT_REVOKED'];
  const asReasons = warnings.map(warning => `HEALTHY ${warning}`);
  checkMarks('plaid', 'canReconnect', [
    ...warnings,
    ...asReasons,
    'ITEM_LOGIN_REQUIRED',
    'ITEM_LOGIN_REQUIRED OAUTH_INVALID_TOKEN',
    'ITEM_LOGIN_REQUIRED OAUTH_CONSENT_EXPIRED',
    'ITEM_LOGIN_REQUIRED OAUTH_USER_REVOKED',
    'INVALID_CREDENTIALS',
    'INVALID_UPDATED_USERNAME',
    'INVALID_MFA',
    'USER_PERMISSION_REVOKED',
    'NO_ACCOUNTS',
    'NO_AUTH_ACCOUNTS',
    'ACCESS_NOT_GRANTED',
    'ITEM_LOCKED',
    'USER_SETUP_REQUIRED',
  ]);
  checkMarks('plaid', 'canRefresh', ['HEALTHY', 'LOGIN_REPAIRED', ...warnings, ...asReasons]);
});
