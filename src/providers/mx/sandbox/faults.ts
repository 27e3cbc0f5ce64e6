import type {FaultShape} from '../../../sandbox/faults.js';
import {errorBody} from './errors.js';

/** The failures of MX's API that the request does not cause. */
export const mxFaults: FaultShape = {
  isApi: path => path === '/users' || path.startsWith('/users/'),
  body: status => errorBody(status, status === 429 ? 'Too many requests.' : 'Something went wrong. Try again later.'),
};
