import type {FaultShape} from '../../../sandbox/faults.js';
import {newRequestId, PlaidError} from './errors.js';

/** The paths of Link: its script, its pages and their calls. All other paths belong to the API. */
const linkPaths = ['/link/v2/', '/link/session', '/link/hosted/', '/sign-in/', '/assets/'];

/** The failures of Plaid's API that the request does not cause. */
export const plaidFaults: FaultShape = {
  isApi: path => !linkPaths.some(prefix => path.startsWith(prefix)),
  body(status) {
    const error =
      status === 429
        ? new PlaidError('RATE_LIMIT_EXCEEDED', 'RATE_LIMIT', 'rate limit exceeded, please try again later')
        : new PlaidError('API_ERROR', 'INTERNAL_SERVER_ERROR', 'an unexpected error occurred');
    return error.body(newRequestId());
  },
};
