/** `address` as an absolute URL, or nothing. Without a base it has to be one. */
export function toUrl(address: unknown, base?: string): URL | undefined {
  try {
    return new URL(address as string, base);
  } catch {
    return undefined;
  }
}

/** Whether `url` is an http(s) address of this very machine. */
export const isLoopback = (url: URL | undefined): boolean =>
  /^https?:(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/.test(`${url?.protocol}${url?.hostname}`);
