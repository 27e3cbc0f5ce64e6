// Mossgate's API, for the backend kit.
import {RepairProblem} from 'bank-reconnect/backend';
import {health} from './health.js';

/** @typedef {{provider: 'mossgate', connectionId: string}} MossgateConnection what `findConnection` returns */

/**
 * @param {{apiKey: string, baseUrl?: string}} options
 * @returns {import('bank-reconnect/backend').Provider<MossgateConnection>}
 */
export function mossgate({apiKey, baseUrl = 'https://api.mossgate.example'}) {
  /** Calls the API. An error that is not a `RepairProblem` reaches the page as `backend-unavailable`. */
  async function call(method, path, context) {
    const {signal} = context;
    const headers = {authorization: `Bearer ${apiKey}`};
    const response = await fetch(baseUrl + path, {method, headers, redirect: 'error', signal});
    if (response.ok) return response.json();
    switch (response.status) {
      case 404:
        throw new RepairProblem('connection-not-found');
      case 409:
        throw new RepairProblem('not-repairable');
      case 429:
        throw new RepairProblem('rate-limited', {retryAfter: Number(response.headers.get('retry-after')) || undefined});
      default:
        throw new RepairProblem('backend-unavailable', {note: `Mossgate: ${response.status}`});
    }
  }

  const pathOf = ({connectionId}) => `/connections/${encodeURIComponent(connectionId)}`;

  async function readStatus(connection, context) {
    const {status, updated_at: updatedAt} = await call('GET', pathOf(connection), context);
    return {status, statusReason: null, updatedAt};
  }

  return {
    name: 'mossgate',
    health,
    providerConnectionId: ({connectionId}) => connectionId,

    async createRepairToken(connection, _request, context) {
      const {status} = await readStatus(connection, context);
      if (health.statuses[status]?.[''].health === 'healthy') return {status: 'CONTINUE'};
      const {url, expires_in: expiresIn} = await call('POST', `${pathOf(connection)}/sessions`, context);
      return {status: 'ACTION_REQUIRED', widgetUrl: url, expiresIn};
    },

    // The widget's result comes from the browser and proves nothing, so the status is read at Mossgate.
    completeRepair: (connection, _request, context) => readStatus(connection, context),

    readStatus,
  };
}
