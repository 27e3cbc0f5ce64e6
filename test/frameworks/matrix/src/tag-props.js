import {fetchToken, headers} from './backend.js';

/**
 * The props of a tag, whose names the components for React and Vue share.
 *
 * @param {{id: string, provider: string, institutionName: string}} connection
 * @param {{sandboxUrl: string, say: (news: string) => void}} page
 */
export const tagPropsOf = ({id, provider, institutionName}, {sandboxUrl, say}) => ({
  key: id,
  connectionId: id,
  provider,
  institutionName,
  completeUrl: '/api/bank/complete',
  statusUrl: '/api/bank/status',
  sandboxUrl,
  headers,
  fetchToken,
  onExitedErrored: ({detail}) => say(`${institutionName}: ${detail.error.code}`),
  onRepairConfirmed: ({detail}) => say(`${institutionName}: ${detail.status}`),
});
