import type {Sample} from '../../../sandbox/stand-in.js';
import {ownConnectionId} from './connections.js';
import {sandboxConnector, sandboxSecret} from './credentials.js';

export const quilttSample: Sample = {
  id: ownConnectionId,
  options: {apiSecret: sandboxSecret, connectorId: sandboxConnector},
  record: ({profileId = ''}) => ({provider: 'quiltt', connectionId: ownConnectionId, profileId}),
};
