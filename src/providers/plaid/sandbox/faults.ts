import type {FaultShape} from '../../../sandbox/faults.js';
import {newRequestId, PlaidError} from './errors.js';

/** Link's own paths: its script, its pages and their calls. Whatever else there is is the API. */
const linkPaths = ['/link/v2/', '/link/session', '/link/hosted/', '/sign-in/', '/assets/'];

/** How Plaid's API fails when it is not the request's fault. */
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
