import type {WidgetContext} from '../providers/provider.js';
import {isLoopback, toUrl} from './url.js';

/**
 * `address` as a URL, when it may be opened: https, on `domain` (or below it) or on an origin that the page itself has
 * named; loopback with the sandbox only. A backend's answer alone cannot make one acceptable.
 */
export function toWidgetUrl(
  address: unknown,
  domain: string,
  {sandboxOrigin, settings: {widgetOrigins}}: Pick<WidgetContext, 'sandboxOrigin' | 'settings'>,
): URL | undefined {
  const url = toUrl(address);
  const {origin = '', protocol, hostname} = url ?? {};
  const isTrusted = `.${hostname}`.endsWith(`.${domain}`) || [widgetOrigins].flat().includes(origin);
  return (isLoopback(url) ? sandboxOrigin : protocol === 'https:' && isTrusted) ? url : undefined;
}
