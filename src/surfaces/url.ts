/** `address` as an absolute URL, or nothing. */
export function toUrl(address: unknown): URL | undefined {
  try {
    return new URL(address as string);
  } catch {
    return undefined;
  }
}

/** Whether `url` is an http(s) address of this very machine. */
export const isLoopback = (url: URL | undefined): boolean =>
  /^https?:(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/.test(`${url?.protocol}${url?.hostname}`);
