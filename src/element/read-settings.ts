import type {Display} from '../contract.js';
import {findProvider} from '../providers/find-provider.js';
import type {BackendHeaders, CompleteRepair, FetchStatus, FetchToken, Settings} from '../repair/settings.js';
import {oneOf, toHeaders, toOrigins, warn} from './attribute-values.js';

type Unsettable<T> = T | null | undefined;

/** The element's properties that a repair reads. */
interface SettingsElement extends HTMLElement {
  readonly connectionId: Unsettable<string>;
  readonly provider: Unsettable<string>;
  readonly tokenUrl: Unsettable<string>;
  readonly completeUrl: Unsettable<string>;
  readonly statusUrl: Unsettable<string>;
  readonly returnUrl: Unsettable<string>;
  readonly credentials: Unsettable<string>;
  readonly status: Unsettable<string>;
  readonly statusReason: Unsettable<string>;
  readonly display: Unsettable<string>;
  readonly sandboxUrl: Unsettable<string>;
  readonly widgetOrigins: Unsettable<readonly string[]>;
  readonly headers: Unsettable<BackendHeaders>;
  readonly fetchToken: Unsettable<FetchToken>;
  readonly completeRepair: Unsettable<CompleteRepair>;
  readonly fetchStatus: Unsettable<FetchStatus>;
}

/** Reads the element's current settings. null, undefined and '' mean unset. */
export function readSettings(element: SettingsElement): Settings {
  const {provider, completeUrl, completeRepair, statusUrl, fetchStatus} = element;
  if (provider && !findProvider(provider)) warn(`unknown provider "${provider}"`);
  return {
    connectionId: element.connectionId || undefined,
    provider: provider || undefined,
    tokenUrl: element.tokenUrl || undefined,
    completeUrl: completeUrl || undefined,
    statusUrl: statusUrl || undefined,
    returnUrl: element.returnUrl || undefined,
    status: element.status || undefined,
    statusReason: element.statusReason || undefined,
    sandboxUrl: element.sandboxUrl || undefined,
    widgetOrigins: element.widgetOrigins ? toOrigins(element.widgetOrigins) : undefined,
    headers: headersOf(element.headers),
    fetchToken: element.fetchToken || undefined,
    completeRepair: completeRepair || undefined,
    fetchStatus: fetchStatus || undefined,
    canComplete: !!(completeUrl || completeRepair),
    canVerify: !!(statusUrl || fetchStatus),
    locale: localeOf(element),
    // Browsers hide the `nonce` attribute from scripts, but not the property.
    nonce: element.nonce ?? '',
    credentials: oneOf('credentials', element.credentials, ['same-origin', 'include']),
    display: oneOf<Display | 'auto'>('display', element.display, ['auto', 'modal', 'inline', 'popup', 'redirect']),
  };
}

function headersOf(source: Unsettable<BackendHeaders>): Settings['headers'] {
  if (typeof source === 'function') return async () => toHeaders(await source());
  return source ? toHeaders(source) : undefined;
}

const localeOf = (element: HTMLElement): string =>
  element.lang || element.closest<HTMLElement>('[lang]')?.lang || document.documentElement.lang || navigator.language;
