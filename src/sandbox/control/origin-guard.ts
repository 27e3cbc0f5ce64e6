import type {MiddlewareHandler} from 'hono';

/**
 * Keeps web pages from elsewhere from steering the sandbox: a request that changes something and comes from a page
 * must come from a loopback origin or one of the sandbox's own. Such pages may also read the answers.
 */
export function guardOrigin(ownOrigins: () => readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('Origin');
    if (origin === undefined) return next();
    const known = ownOrigins().includes(origin) || isLoopback(origin);
    if (!known && c.req.method !== 'GET') {
      return c.json({error: `The page ${origin} may not steer this sandbox.`}, 403);
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
