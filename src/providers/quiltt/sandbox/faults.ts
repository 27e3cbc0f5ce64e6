import type {FaultShape} from '../../../sandbox/faults.js';
import {restError} from './errors.js';

const instructions = {
  429: 'Slow down and try again later.',
  500: 'Try again later.',
  502: 'Try again later.',
  503: 'Try again later.',
};

/** How Quiltt's APIs fail when it is not the request's fault: also GraphQL answers so before anything is executed. */
export const quilttFaults: FaultShape = {
  isApi: path => path.startsWith('/v1/users/') || path === '/v1/graphql' || path.startsWith('/v1/webhooks/'),
  body: status =>
    restError('The request could not be processed.', instructions[status], {isServerFault: status >= 500}),
};
