import type {MiddlewareHandler} from 'hono';

/**
 * Prevents foreign web pages from controlling the sandbox. A request from a page that changes state is only accepted from
 * a loopback origin or an origin of the sandbox. Pages on these origins can also read the responses.
 */
export function guardOrigin(ownOrigins: () => readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('Origin');
    if (origin === undefined) return next();
    const known = ownOrigins().includes(origin) || isLoopback(origin);
    if (!known && c.req.method !== 'GET') {
      return c.json({error: `The page ${origin} is not allowed to control this sandbox.`}, 403);
    }
    if (known) {
      c.header('Access-Control-Allow-Origin', origin);
      c.header('Vary', 'Origin');
    }
    if (c.req.method !== 'OPTIONS') return next();
    c.header('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH');
    c.header('Access-Control-Allow-Headers', 'Content-Type');
    return c.body(null, 204);
  };
}

function isLoopback(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const {hostname} = new URL(origin);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
