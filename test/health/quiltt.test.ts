import {describe} from 'node:test';
import {checkMarks, checkMeanings} from './meanings.js';

describe("Quiltt's statuses", () => {
  checkMeanings('quiltt', {
    INITIALIZING: {'': 'working working'},
    SYNCING: {'': 'working working'},
    SYNCED: {'': 'healthy healthy'},
    UPGRADING: {'': 'working working'},
    ERROR_REPAIRABLE: {'': 'needs-person sign-in'},
    ERROR_SERVICE: {'': 'needs-waiting wait-service'},
    ERROR_PROVIDER: {'': 'needs-waiting wait-service'},
    ERROR_INSTITUTION: {'': 'needs-waiting wait-bank'},
    DISCONNECTING: {'': 'working disconnecting'},
    DISCONNECTED: {'': 'needs-person renew-consent'},
  });
  checkMarks('quiltt', 'canReconnect', ['ERROR_REPAIRABLE', 'DISCONNECTED']);
  checkMarks('quiltt', 'canRefresh', []);
});
