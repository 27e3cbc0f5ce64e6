import {ConfigurationError} from './configuration-error.js';
import {RepairProblem} from './problem.js';

/**
 * Reads the host's list of additional origins.
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

/** The values of `Sec-Fetch-Site` of requests that no page of another origin makes. Old browsers send no such header. */
const notFromElsewhere: readonly (string | null)[] = ['same-origin', 'none', null];

/**
 * Accepts requests from the backend's own origin and from listed origins. A browser sends `Origin` with every POST and
 * every cross-origin fetch. Without `Origin`, `Sec-Fetch-Site` decides. A request without either header does not come from
 * a supported browser. Only browsers set `Sec-Fetch-Site: same-origin`, so it is more reliable than the request's URL,
 * which a proxy may have changed.
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
