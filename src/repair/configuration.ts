import type {Display} from '../contract.js';
import type {ProviderEntry} from '../providers/provider.js';
import {isHttp, isLoopback, toUrl} from '../surfaces/url.js';
import type {Settings} from './settings.js';

/** Where the widget will be shown: as set, else the provider's best display; `modal` for an unknown provider. */
export const displayOf = ({display}: Settings, entry: ProviderEntry | undefined): Display =>
  display === 'auto' ? (entry?.displays[0] ?? 'modal') : display;

/** The sandbox's control origin, if the settings name one. */
export const sandboxOriginOf = ({sandboxUrl}: Settings): string | undefined =>
  sandboxUrl ? toUrl(sandboxUrl)?.origin : undefined;

/** Says which attribute makes a repair with these settings impossible, or impossible to show. */
export function findMisconfiguration(settings: Settings, entry: ProviderEntry | undefined): string | undefined {
  const attribute = findImpossibleAttribute(settings, entry);
  return attribute && `${attribute} is missing or impossible`;
}

function findImpossibleAttribute(settings: Settings, entry: ProviderEntry | undefined): string | undefined {
  const {connectionId, tokenUrl, completeUrl, statusUrl, fetchToken, sandboxUrl, canVerify} = settings;
  if (!connectionId) return 'connection-id';
  if (!tokenUrl && !fetchToken) return 'token-url';
  // Checked before the bank login, because an impossible address would only show after it.
  const addresses = {'token-url': tokenUrl, 'complete-url': completeUrl, 'status-url': statusUrl};
  for (const [name, address] of Object.entries(addresses)) {
    if (address && !isHttp(address)) return name;
  }
  // A production page must not use a stand-in on another machine.
  if (sandboxUrl && !isLoopback(toUrl(sandboxUrl))) return 'sandbox-url';
  const display = displayOf(settings, entry);
  if (entry && !entry.displays.includes(display)) return 'display';
  // Only the status tells how a widget in a popup has ended.
  return display === 'popup' && !canVerify ? 'display' : undefined;
}
