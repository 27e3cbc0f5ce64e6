import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {providers} from '../../src/providers/registry.js';
import {checkMarks, checkMeanings} from './meanings.js';

/** The statuses in the order of their numbers, 0 to 21. */
const inOrder =
  'CREATED PREVENTED DENIED CHALLENGED REJECTED LOCKED CONNECTED IMPEDED RECONNECTED DEGRADED DISCONNECTED DISCONTINUED ' +
  'CLOSED DELAYED FAILED UPDATED DISABLED IMPORTED RESUMED EXPIRED IMPAIRED PENDING';

describe("MX's statuses", () => {
  it('are the 22 documented ones, in order', async () => {
    const {health} = await providers.mx!.loadHealth('');
    assert.deepEqual(Object.keys(health.statuses), inOrder.split(' '));
  });

  checkMeanings('mx', {
    CREATED: {'': 'working working'},
    PREVENTED: {'': 'needs-person sign-in'},
    DENIED: {'': 'needs-person sign-in'},
    CHALLENGED: {'': 'needs-person verify'},
    REJECTED: {'': 'needs-person verify'},
    LOCKED: {'': 'needs-bank at-bank'},
    CONNECTED: {
      '': 'healthy healthy',
      NEEDS_UPDATED_CREDENTIALS: 'worth-repairing expiring',
      2004: 'worth-repairing expiring',
    },
    IMPEDED: {'': 'needs-bank at-bank'},
    RECONNECTED: {'': 'working working'},
    DEGRADED: {'': 'needs-waiting wait-bank'},
    DISCONNECTED: {'': 'gone connect-anew'},
    DISCONTINUED: {'': 'gone connect-anew'},
    CLOSED: {'': 'gone connect-anew'},
    DELAYED: {'': 'needs-waiting wait-service'},
    FAILED: {
      '': 'needs-waiting wait-service',
      1001: 'needs-person choose-accounts',
      1002: 'needs-person renew-consent',
      2001: 'needs-person verify',
      2002: 'needs-person verify',
      2003: 'needs-person verify',
      2004: 'needs-person renew-consent',
      2005: 'needs-person sign-in',
      3000: 'needs-waiting wait-bank',
      3001: 'needs-waiting wait-bank',
      3002: 'needs-waiting wait-bank',
    },
    UPDATED: {'': 'working working'},
    DISABLED: {'': 'gone connect-anew'},
    IMPORTED: {'': 'needs-person sign-in'},
    RESUMED: {'': 'working working'},
    EXPIRED: {'': 'needs-person verify'},
    IMPAIRED: {'': 'needs-person sign-in'},
    PENDING: {'': 'needs-person sign-in'},
  });
  const person = ['PREVENTED', 'DENIED', 'CHALLENGED', 'REJECTED', 'IMPORTED', 'EXPIRED', 'IMPAIRED', 'PENDING'];
  checkMarks('mx', 'canReconnect', [
    ...person,
    'LOCKED',
    'IMPEDED',
    'CONNECTED NEEDS_UPDATED_CREDENTIALS',
    'CONNECTED 2004',
    ...['1001', '1002', '2001', '2002', '2003', '2004', '2005'].map(code => `FAILED ${code}`),
  ]);
  checkMarks('mx', 'canRefresh', [
    'CONNECTED',
    'CONNECTED NEEDS_UPDATED_CREDENTIALS',
    'CONNECTED 2004',
    'DEGRADED',
    'DELAYED',
    'FAILED',
    ...['3000', '3001', '3002'].map(code => `FAILED ${code}`),
  ]);
});
