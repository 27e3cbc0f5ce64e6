// Mossgate passes the suite that every provider of the package passes.
import {chromium} from 'playwright';
import {describeProviderContract} from 'bank-reconnect/testing';
import {mossgate} from './backend.js';
import {API_KEY, startMossgate} from './stand-in.js';

describeProviderContract(
  {
    provider: 'mossgate',
    broken: 'login_required',
    healthy: 'active',
    beyondRepair: {status: 'closed', code: 'not-repairable'},
    cancel: 'cancelled',
    bankDown: {alert: 'cannot be reached', exit: 'aborted', code: 'institution-unavailable'},
    // It is not documented whether a message can come twice.
    variants: [{name: 'messages that come twice', set: standIn => standIn.repeatMessages()}],
    registration: new URL('register.js', import.meta.url),
    startStandIn: startMossgate,
    backend: ({url}) => mossgate({apiKey: API_KEY, baseUrl: url}),
    connection: () => ({provider: 'mossgate', connectionId: 'conn_7'}),
  },
  // Playwright's own Chromium, unless another one is set.
  {browser: () => chromium.launch({executablePath: process.env.CHROMIUM_PATH || undefined})},
);
