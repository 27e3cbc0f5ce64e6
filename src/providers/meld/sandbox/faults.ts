import type {FaultShape} from '../../../sandbox/faults.js';
import {errorBody} from './errors.js';

const codes = {429: 'TOO_MANY_REQUESTS', 500: 'INTERNAL_SERVER_ERROR', 502: 'BAD_GATEWAY', 503: 'SERVICE_UNAVAILABLE'};

/** The failures of Meld's API that the request does not cause. */
export const meldFaults: FaultShape = {
  isApi: path => path.startsWith('/bank-linking/'),
  body: status => errorBody(codes[status], 'The request could not be processed. Try again later.'),
};
