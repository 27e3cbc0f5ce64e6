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

/**
 * Lets through what the backend's own origin or a listed one sends. A browser names the origin of every POST and of
 * every cross-origin fetch; without that header Fetch Metadata tells whether another site is behind the request, and
 * without either no browser of ours is.
 *
 * @throws {RepairProblem} `unauthorized` (403)
 */
export function checkOrigin(request: Request, allowed: ReadonlySet<string>): void {
  const origin = request.headers.get('origin');
  const permitted =
    origin === null
      ? request.headers.get('sec-fetch-site') !== 'cross-site'
      : origin === new URL(request.url).origin || allowed.has(origin);
  if (!permitted) throw new RepairProblem('unauthorized', {detail: 'The origin of the request is not allowed.'});
}
