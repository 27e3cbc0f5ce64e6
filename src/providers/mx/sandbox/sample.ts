import type {Sample} from '../../../sandbox/stand-in.js';
import {sandboxClientId, sandboxKey} from './credentials.js';
import {firstMemberGuid} from './members.js';

export const mxSample: Sample = {
  id: firstMemberGuid,
  options: {clientId: sandboxClientId, apiKey: sandboxKey, environment: 'sandbox'},
  record: ({userGuid = ''}) => ({provider: 'mx', userGuid, memberGuid: firstMemberGuid}),
};
