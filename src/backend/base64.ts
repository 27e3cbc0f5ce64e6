/** Standard base64 of a short text's UTF-8; `btoa` alone refuses what is not Latin-1. */
export function encodeBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** The value of an `Authorization` header of HTTP's Basic scheme (RFC 7617). */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${encodeBase64(`${user}:${password}`)}`;
}
