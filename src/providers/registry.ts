import type {ProviderEntry} from './provider.js';

/** The providers of this package, by the value of the `provider` attribute. */
export const providers: Readonly<Record<string, ProviderEntry>> = {
  plaid: {
    displays: ['modal', 'popup', 'redirect'],
    origins: ['https://cdn.plaid.com'],
    prefetch: true,
    returnParameter: 'oauth_state_id',
    load: (retry: string) => import('./plaid/widget.js'),
    loadHealth: (retry: string) => import('./plaid/health.js'),
  },
  meld: {
    displays: ['modal', 'inline'],
    // The host of the production widget is undocumented.
    origins: [],
    prefetch: true,
    load: (retry: string) => import('./meld/widget.js'),
    loadHealth: (retry: string) => import('./meld/health.js'),
  },
  mx: {
    displays: ['modal', 'inline'],
    // The host depends on the environment, which is known only from the token.
    origins: [],
    // The widget's address is valid for one load, within ten minutes.
    prefetch: false,
    load: (retry: string) => import('./mx/widget.js'),
    loadHealth: (retry: string) => import('./mx/health.js'),
  },
  quiltt: {
    displays: ['modal'],
    origins: ['https://cdn.quiltt.io'],
    // Session tokens are limited to ten an hour.
    prefetch: false,
    load: (retry: string) => import('./quiltt/widget.js'),
    loadHealth: (retry: string) => import('./quiltt/health.js'),
  },
};
