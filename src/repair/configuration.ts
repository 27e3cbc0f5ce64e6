import type {Display} from '../contract.js';
import type {ProviderEntry} from '../providers/provider.js';
import {providers} from '../providers/registry.js';
import {isLoopback, toUrl} from '../surfaces/url.js';
import {RepairError} from './errors.js';
import {canVerify, type Settings} from './settings.js';

/** The registry's line for a provider's name; a name such as `constructor` is nobody's. */
export const providerEntry = (name: string | undefined): ProviderEntry | undefined =>
  Object.hasOwn(providers, name!) ? providers[name!] : undefined;

/** Where the widget will be shown: as set, else the provider's best; a vendor's overlay is what most have. */
export const displayOf = ({display}: Settings, entry: ProviderEntry | undefined): Display =>
  display === 'auto' ? (entry?.displays[0] ?? 'modal') : display;

/** @throws RepairError `invalid-configuration` when a repair with these settings cannot begin, or cannot be shown */
export function checkSettings(settings: Settings, entry: ProviderEntry | undefined): void {
  const {connectionId, tokenUrl, fetchToken, sandboxUrl} = settings;
  const display = displayOf(settings, entry);
  const wrong =
    (!connectionId && 'connection-id') ||
    (!tokenUrl && !fetchToken && 'token-url') ||
    // Found out now, because after the sign-in it would be too late. One that is not set is not the page's own address.
    (['tokenUrl', 'completeUrl', 'statusUrl'] as const).find(
      name => !/^http/.test(toUrl(settings[name] ?? 'http://unset', document.baseURI)?.protocol as string),
    ) ||
    // A real page must never be pointed at somebody else's stand-in.
    (sandboxUrl && !isLoopback(toUrl(sandboxUrl)) && 'sandbox-url') ||
    // Nothing but the status tells how a widget in a window of its own has ended.
    (((entry && !entry.displays.includes(display)) || (display === 'popup' && !canVerify(settings))) && 'display');
  if (wrong) throw new RepairError('invalid-configuration', `${wrong} is missing or impossible`);
}
