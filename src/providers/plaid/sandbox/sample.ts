import type {Sample} from '../../../sandbox/stand-in.js';
import {clientId, sandboxSecret} from './credentials.js';
import {firstItemId} from './items.js';

export const plaidSample: Sample = {
  id: firstItemId,
  options: {clientId, secret: sandboxSecret, environment: 'sandbox', clientName: 'Pennyroyal'},
  record: ({accessToken = ''}) => ({provider: 'plaid', accessToken, itemId: firstItemId, clientUserId: 'person-1'}),
};
