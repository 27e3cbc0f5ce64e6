import type {FaultShape} from '../../../sandbox/faults.js';
import {errorBody} from './errors.js';

/** How MX's API fails when it is not the request's fault. */
export const mxFaults: FaultShape = {
  isApi: path => path === '/users' || path.startsWith('/users/'),
  body: status => errorBody(status, status === 429 ? 'Too many requests.' : 'Something went wrong. Try again later.'),
};
