import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {describeConnection} from '../../src/index.js';
import {checkMeanings} from './meanings.js';
import {meldPage} from './seed.js';

describe("Meld's statuses", () => {
  for (const [status, statusReason, canRefresh, canReconnect] of meldPage) {
    it(`${status} ${statusReason ?? ''} has canRefresh and canReconnect as documented`, async () => {
      const health = await describeConnection({provider: 'meld', status, statusReason});
      assert.deepEqual([health.canRefresh, health.canReconnect], [canRefresh, canReconnect]);
    });
  }

  checkMeanings('meld', {
    IN_PROGRESS: {'': 'working working'},
    EXPIRED: {'': 'gone connect-anew'},
    ACTIVE: {
      '': 'healthy healthy',
      ACCESS_EXPIRING_SOON: 'worth-repairing expiring',
      NEW_ACCOUNTS_AVAILABLE: 'worth-repairing new-accounts',
    },
    PARTIALLY_ACTIVE: {
      '': 'worth-repairing incomplete',
      PARTIAL_AGGREGATION_SUCCESS: 'worth-repairing incomplete',
      INACTIVE_DUPLICATE: 'worth-repairing duplicate',
    },
    DEGRADED: {
      '': 'needs-waiting wait-service',
      INSTITUTION_CURRENTLY_UNAVAILABLE: 'needs-waiting wait-bank',
      INSTITUTION_ACTION_REQUIRED: 'needs-bank at-bank',
      SERVICE_PROVIDER_CURRENTLY_UNAVAILABLE: 'needs-waiting wait-service',
      INTERACTIVE_REFRESH: 'needs-person verify',
    },
    RECONNECT_REQUIRED: {
      '': 'needs-person sign-in',
      LOGIN_REQUIRED: 'needs-person sign-in',
      REPAIRING_INSTITUTION: 'needs-waiting wait-bank',
      TOKEN_EXPIRED: 'needs-person renew-consent',
      OTHER: 'needs-person sign-in',
    },
    UNRECOVERABLE: {
      '': 'needs-person sign-in',
      CONTINUED_AGGREGATION_FAILURES: 'needs-person sign-in',
      INSTITUTION_DISABLED: 'gone connect-anew',
      OTHER: 'needs-person sign-in',
    },
    UNDETERMINED: {
      '': 'needs-waiting wait-service',
      AGGREGATION_TIMEOUT: 'needs-waiting wait-service',
      SUBMIT_SERVICE_PROVIDER_TICKET: 'needs-waiting wait-service',
      UNKNOWN_SERVICE_PROVIDER_ERROR_CODE: 'needs-waiting wait-service',
      INTERNAL_ERROR: 'needs-waiting wait-service',
    },
    DELETED: {'': 'gone connect-anew'},
    RECONNECT_AVAILABLE: {
      '': 'needs-person sign-in',
      LOGIN_REQUIRED: 'needs-person sign-in',
      REPAIRING_INSTITUTION: 'needs-waiting wait-bank',
      TOKEN_EXPIRED: 'needs-person renew-consent',
      OTHER: 'needs-person sign-in',
    },
    CUSTOMER_ACTION_REQUIRED: {
      '': 'needs-person sign-in',
      LOGIN_REQUIRED: 'needs-person sign-in',
      REPAIRING_INSTITUTION: 'needs-waiting wait-bank',
      TOKEN_EXPIRED: 'needs-person renew-consent',
      OTHER: 'needs-person sign-in',
    },
  });
});
