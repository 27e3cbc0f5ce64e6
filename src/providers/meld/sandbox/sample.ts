import type {Sample} from '../../../sandbox/stand-in.js';
import {firstConnectionId} from './connections.js';
import {sandboxKey} from './credentials.js';

export const meldSample: Sample = {
  id: firstConnectionId,
  options: {apiKey: sandboxKey, environment: 'sandbox'},
  record: () => ({provider: 'meld', connectionId: firstConnectionId}),
};
