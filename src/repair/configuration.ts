import type {Display} from '../contract.js';
import type {ProviderEntry} from '../providers/provider.js';
import {isHttp, isLoopback, toUrl} from '../surfaces/url.js';
import type {Settings} from './settings.js';

/** Returns the display that is set, or else the provider's preferred one. An unknown provider has `modal`. */
export const displayOf = ({display}: Settings, entry: ProviderEntry | undefined): Display =>
  display === 'auto' ? (entry?.displays[0] ?? 'modal') : display;

/** Returns the sandbox's control origin, or undefined if the settings have none. */
export const sandboxOriginOf = ({sandboxUrl}: Settings): string | undefined =>
  sandboxUrl ? toUrl(sandboxUrl)?.origin : undefined;

/** Returns a message about the first missing or invalid attribute, or undefined. */
export function findMisconfiguration(settings: Settings, entry: ProviderEntry | undefined): string | undefined {
  const attribute = findInvalidAttribute(settings, entry);
  return attribute && `${attribute} is missing or invalid`;
}

function findInvalidAttribute(settings: Settings, entry: ProviderEntry | undefined): string | undefined {
  const {connectionId, tokenUrl, completeUrl, statusUrl, fetchToken, sandboxUrl, canVerify} = settings;
  if (!connectionId) return 'connection-id';
  if (!tokenUrl && !fetchToken) return 'token-url';
  // Checked before the bank login, because an invalid address would otherwise fail only after it.
  const addresses = {'token-url': tokenUrl, 'complete-url': completeUrl, 'status-url': statusUrl};
  for (const [name, address] of Object.entries(addresses)) {
    if (address && !isHttp(address)) return name;
  }
  // A production page must not use a sandbox on another machine.
  if (sandboxUrl && !isLoopback(toUrl(sandboxUrl))) return 'sandbox-url';
  const display = displayOf(settings, entry);
  const displays: readonly Display[] | undefined = entry?.displays;
  if (displays && !displays.includes(display)) return 'display';
  // A widget in a popup sends no messages. Only the status shows its outcome.
  return display === 'popup' && !canVerify ? 'display' : undefined;
}
