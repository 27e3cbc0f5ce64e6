/** Parses `address`. Returns undefined for an invalid address, and for a relative one without a base. */
export function toUrl(address: unknown, base?: string): URL | undefined {
  try {
    return new URL(String(address), base);
  } catch {
    return undefined;
  }
}

const HTTP_PROTOCOLS = new Set(['http:', 'https:']);

const LOOPBACK_HOSTS = new Set(['localhost', '[::1]']);

/** A name below `localhost`, or an IPv4 address in 127.0.0.0/8. */
const LOOPBACK_PATTERN = /.\.localhost$|^127(\.\d+){3}$/;

/** Whether `url` is an http(s) URL of this machine. */
export const isLoopback = (url: URL | undefined): boolean =>
  !!url &&
  HTTP_PROTOCOLS.has(url.protocol) &&
  (LOOPBACK_HOSTS.has(url.hostname) || LOOPBACK_PATTERN.test(url.hostname));

/** Whether `address`, absolute or relative to the page, is an http(s) URL. */
export const isHttp = (address: string): boolean =>
  HTTP_PROTOCOLS.has(toUrl(address, document.baseURI)?.protocol ?? '');
