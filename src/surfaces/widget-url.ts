import {isLoopback, toUrl} from './url.js';

/** The origins that the page itself allows, beside the vendor's. */
export interface AllowedOrigins {
  /** The sandbox's control origin. With it, any loopback origin is allowed. */
  readonly sandboxOrigin: string | undefined;
  readonly widgetOrigins: readonly string[] | undefined;
}

/**
 * `address` as a URL if it may be opened: https, on `domain` or below it or on an origin that the page lists; loopback
 * with the sandbox only. A backend's answer alone cannot widen this.
 */
export function toWidgetUrl(
  address: unknown,
  domain: string,
  {sandboxOrigin, widgetOrigins}: AllowedOrigins,
): URL | undefined {
  const url = toUrl(address);
  if (!url) return undefined;
  if (isLoopback(url)) return sandboxOrigin ? url : undefined;
  const isTrusted = `.${url.hostname}`.endsWith(`.${domain}`) || [widgetOrigins].flat().includes(url.origin);
  return url.protocol === 'https:' && isTrusted ? url : undefined;
}
