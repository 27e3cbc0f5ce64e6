import type {Display} from '../contract.js';
import type {ProviderEntry} from '../providers/provider.js';
import {isHttp, isLoopback, toUrl} from '../surfaces/url.js';
import type {Settings} from './settings.js';

/** Whether the backend's status can tell how a repair in another window or on another page has ended. */
const canReadOutcome = (display: Display, {canVerify}: Settings): boolean =>
  // A redirect of a frame would leave the page around it, and most vendors refuse to be shown in a frame.
  display === 'redirect' ? canVerify && self === top : display !== 'popup' || canVerify;

/**
 * Returns the display that is set, or else the provider's best one that works here. An unknown provider has `modal`.
 *
 * @param options.hasPopup false when there is no popup, because the browser has blocked it
 */
export function displayOf(
  settings: Settings,
  entry: ProviderEntry | undefined,
  {hasPopup = true}: {hasPopup?: boolean} = {},
): Display {
  if (settings.display !== 'auto') return settings.display;
  const displays: readonly Display[] = entry?.displays ?? [];
  const works = (display: Display) => canReadOutcome(display, settings) && (hasPopup || display !== 'popup');
  return displays.find(works) ?? displays[0] ?? 'modal';
}

/** Returns the sandbox's control origin, or undefined if the settings have none. */
export const sandboxOriginOf = ({sandboxUrl}: Settings): string | undefined =>
  sandboxUrl ? toUrl(sandboxUrl)?.origin : undefined;

/** Returns a message about the first missing or invalid attribute, or undefined. */
export function findMisconfiguration(settings: Settings, entry: ProviderEntry | undefined): string | undefined {
  const attribute = findInvalidAttribute(settings, entry);
  return attribute && `${attribute} is missing or invalid`;
}

function findInvalidAttribute(settings: Settings, entry: ProviderEntry | undefined): string | undefined {
  const {connectionId, tokenUrl, completeUrl, statusUrl, fetchToken, sandboxUrl} = settings;
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
  // A widget in a popup or on its own page sends no messages. Only the status shows its outcome.
  return canReadOutcome(display, settings) ? undefined : 'display';
}
