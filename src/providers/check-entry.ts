import {isLoopback, toUrl} from '../surfaces/url.js';
import type {ProviderEntry} from './provider.js';

const isDisplay = (value: unknown): boolean => ['modal', 'inline', 'popup', 'redirect'].includes(value as string);

/** Whether `value` is an origin that a widget's URL may have: https, or this machine's during development. */
function isOrigin(value: unknown): boolean {
  const url = toUrl(value);
  return url?.origin === value && (url?.protocol === 'https:' || isLoopback(url));
}

/**
 * Returns a message about the first missing or invalid argument of a registration, or undefined. A page without type
 * checks may pass anything.
 */
export function findInvalidArgument(name: unknown, entry: unknown): string | undefined {
  const {
    displays,
    origins,
    prefetch = false,
    returnParameter = '',
    load,
    loadHealth,
  } = Object(entry) as Record<keyof ProviderEntry, unknown>;
  const checks = {
    name: typeof name === 'string' && /^[a-z][a-z\d-]*$/.test(name),
    displays: Array.isArray(displays) && displays.length > 0 && displays.every(isDisplay),
    origins: Array.isArray(origins) && origins.every(isOrigin),
    prefetch: typeof prefetch === 'boolean',
    returnParameter: typeof returnParameter === 'string',
    load: typeof load === 'function',
    loadHealth: typeof loadHealth === 'function',
  };
  const field = Object.entries(checks).find(([, isValid]) => !isValid)?.[0];
  return field && `${field} is missing or invalid`;
}
