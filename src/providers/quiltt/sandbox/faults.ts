import type {FaultShape} from '../../../sandbox/faults.js';
import {restError} from './errors.js';

const instructions = {
  429: 'Slow down and try again later.',
  500: 'Try again later.',
  502: 'Try again later.',
  503: 'Try again later.',
};

/** The failures of Quiltt's APIs that the request does not cause. GraphQL has the same, before it executes anything. */
export const quilttFaults: FaultShape = {
  isApi: path => path.startsWith('/v1/users/') || path === '/v1/graphql' || path.startsWith('/v1/webhooks/'),
  body: status =>
    restError('The request could not be processed.', instructions[status], {isServerFault: status >= 500}),
};
