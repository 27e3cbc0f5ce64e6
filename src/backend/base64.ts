/** Encodes a short text as UTF-8 and base64; `btoa` alone throws for characters outside Latin-1. */
export function encodeBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** The `Authorization` header of HTTP Basic authentication (RFC 7617). */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${encodeBase64(`${user}:${password}`)}`;
}
