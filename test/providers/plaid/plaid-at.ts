import {plaid} from '../../../src/backend/index.js';
import type {PlaidOptions} from '../../../src/backend/index.js';

/** The kit's side of a Plaid at that address. */
export const plaidAt = (baseUrl: string, options: Partial<PlaidOptions> = {}) =>
  plaid({
    clientId: 'client_1',
    secret: 'secret_1',
    environment: 'sandbox',
    baseUrl,
    clientName: 'Ledger',
    ...options,
  });
