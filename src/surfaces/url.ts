/** `address` as an absolute URL, or undefined. Without a base, a relative address is undefined. */
export function toUrl(address: unknown, base?: string): URL | undefined {
  try {
    return new URL(String(address), base);
  } catch {
    return undefined;
  }
}

/** Whether `url` is an http(s) address of this machine. */
export const isLoopback = (url: URL | undefined): boolean =>
  /^https?:(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/.test(`${url?.protocol}${url?.hostname}`);

/** Whether `address`, absolute or relative to the page, is an http(s) address. */
export const isHttp = (address: string): boolean =>
  ['http:', 'https:'].includes(toUrl(address, document.baseURI)?.protocol ?? '');
