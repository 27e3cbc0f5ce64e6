import type {FaultShape} from '../../../sandbox/faults.js';
import {errorBody} from './errors.js';

const codes = {429: 'TOO_MANY_REQUESTS', 500: 'INTERNAL_SERVER_ERROR', 502: 'BAD_GATEWAY', 503: 'SERVICE_UNAVAILABLE'};

/** How Meld's API fails when it is not the request's fault. */
export const meldFaults: FaultShape = {
  isApi: path => path.startsWith('/bank-linking/'),
  body: status => errorBody(codes[status], 'The request could not be processed. Try again later.'),
};
