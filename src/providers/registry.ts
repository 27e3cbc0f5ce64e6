import type {ProviderEntry} from './provider.js';

/** Every provider that the element knows, by the word of its `provider` attribute. */
export const providers: Readonly<Record<string, ProviderEntry>> = {
  plaid: {
    displays: ['modal'],
    origins: ['https://cdn.plaid.com'],
    prefetch: true,
    load: (retry: string) => import('./plaid/widget.js'),
    loadHealth: (retry: string) => import('./plaid/health.js'),
  },
  meld: {
    displays: ['modal', 'inline'],
    // The host of the production widget is not written down anywhere, so it is not connected to before it is known.
    origins: [],
    prefetch: true,
    load: (retry: string) => import('./meld/widget.js'),
    loadHealth: (retry: string) => import('./meld/health.js'),
  },
};
