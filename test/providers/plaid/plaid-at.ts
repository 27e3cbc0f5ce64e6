import {plaid} from '../../../src/backend/index.js';
import type {PlaidOptions} from '../../../src/backend/index.js';

/** Creates the kit's provider for a Plaid API at `baseUrl`. */
export const plaidAt = (baseUrl: string, options: Partial<PlaidOptions> = {}) =>
  plaid({
    clientId: 'client_1',
    secret: 'secret_1',
    environment: 'sandbox',
    baseUrl,
    clientName: 'Ledger',
    ...options,
  });
