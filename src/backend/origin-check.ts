import {ConfigurationError} from './configuration-error.js';
import {RepairProblem} from './problem.js';

/**
 * Reads the host's list of further origins.
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

/** What Fetch Metadata says of a request that no page of another origin is behind; old browsers say nothing. */
const notFromElsewhere: readonly (string | null)[] = ['same-origin', 'none', null];

/**
 * Lets through what the backend's own origin or a listed one sends. A browser names the origin of every POST and of
 * every cross-origin fetch; without that header Fetch Metadata tells whether another origin is behind the request, and
 * without either no browser of ours is. `Sec-Fetch-Site: same-origin` is set by browsers alone and says more than the
 * URL of a request can, which a proxy may have changed.
 *
 * @throws {RepairProblem} `unauthorized` (403)
 */
export function checkOrigin(request: Request, allowed: ReadonlySet<string>): void {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  const permitted =
    origin === null
      ? notFromElsewhere.includes(site)
      : site === 'same-origin' || origin === new URL(request.url).origin || allowed.has(origin);
  if (!permitted) throw new RepairProblem('unauthorized', {detail: 'The origin of the request is not allowed.'});
}
