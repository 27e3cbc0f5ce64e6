import {ConfigurationError} from './configuration-error.js';
import {RepairProblem} from './problem.js';

/**
 * Checks the `allowedOrigins` option.
 *
 * @throws {ConfigurationError} for an entry that is not exactly an origin (`https://app.example`, no path, no wildcard)
 */
export function readAllowedOrigins(origins: readonly string[]): ReadonlySet<string> {
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new ConfigurationError(`allowedOrigins: "${origin}" is not an origin such as "https://app.example"`);
    }
  }
  return new Set(origins);
}

/** `Sec-Fetch-Site` values of requests that no other origin's page has made; old browsers send no header. */
const trustedSites: readonly (string | null)[] = ['same-origin', 'none', null];

/**
 * Accepts requests from the backend's own origin and from allowed origins. Browsers send `Origin` with every POST and
 * every cross-origin fetch. Without it `Sec-Fetch-Site` tells whether another origin made the request; a request without
 * both headers comes from no supported browser. `Sec-Fetch-Site: same-origin` can only be set by browsers, and is more
 * reliable than the request's URL, which a proxy may have rewritten.
 *
 * @throws {RepairProblem} `unauthorized` (403)
 */
export function checkOrigin(request: Request, allowed: ReadonlySet<string>): void {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  const permitted =
    origin === null
      ? trustedSites.includes(site)
      : site === 'same-origin' || origin === new URL(request.url).origin || allowed.has(origin);
  if (permitted) return;
  throw new RepairProblem('unauthorized', {
    detail: 'The origin of the request is not allowed.',
    remedy: 'Add the page’s origin to allowedOrigins. Behind a proxy, that is the public origin.',
  });
}
