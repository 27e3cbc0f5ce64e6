import {isLoopback, toUrl} from './url.js';

/** The origins that are allowed in addition to the vendor's domain. */
export interface AllowedOrigins {
  /** The sandbox's control origin. If it is set, any loopback origin is allowed. */
  readonly sandboxOrigin: string | undefined;
  /** The origins of the provider's entry. */
  readonly origins: readonly string[];
  /** The origins that the page lists. */
  readonly widgetOrigins?: readonly string[] | undefined;
}

/**
 * Parses the address of a widget or of a vendor's script. Returns undefined unless it is an https URL on `domain`, on a
 * subdomain of it, or on a listed origin. A loopback URL is allowed with the sandbox only. A backend's answer cannot
 * add origins.
 */
export function toWidgetUrl(
  address: unknown,
  domain: string | undefined,
  {sandboxOrigin, origins, widgetOrigins}: AllowedOrigins,
): URL | undefined {
  const url = toUrl(address);
  if (!url) return undefined;
  if (isLoopback(url)) return sandboxOrigin ? url : undefined;
  const isTrusted =
    (domain && `.${url.hostname}`.endsWith(`.${domain}`)) ||
    origins.includes(url.origin) ||
    widgetOrigins?.includes(url.origin);
  return url.protocol === 'https:' && isTrusted ? url : undefined;
}
