import {ConfigurationError} from './configuration-error.js';

/**
 * The end of a path that belongs to a route. One trailing slash is ignored, because some frameworks redirect to it. No
 * provider has the name of a route, so a mount path may end with `/webhooks`.
 */
const ROUTE = /\/(?:webhooks\/(?!(?:token|complete|status)\/?$)[^/]+|token|complete|status)(?=\/?$)/;

/** A path that matches no route. */
const NO_ROUTE = '/';

/** Finds the route of a path. Returns it without the mount path and the trailing slash, for instance `/token`. */
export type FindRoute = (pathname: string) => string;

/**
 * Creates the function that finds the route of a path. Without `basePath` every mount path is accepted, also an empty one,
 * because some frameworks remove it from the URL.
 *
 * @throws {ConfigurationError} if `basePath` does not begin with a slash
 */
export function createFindRoute(basePath: string | undefined): FindRoute {
  if (basePath && !basePath.startsWith('/')) throw new ConfigurationError('basePath must begin with a slash');
  const mount = basePath?.replace(/\/+$/, '');
  return pathname => {
    const match = ROUTE.exec(pathname);
    return match && (mount === undefined || mount === pathname.slice(0, match.index)) ? match[0] : NO_ROUTE;
  };
}

/** Why a path has no route, and what the developer can do about it. */
export function explainUnknownPath(pathname: string, basePath: string | undefined): {detail: string; remedy: string} {
  const match = ROUTE.exec(pathname);
  if (match && basePath !== undefined) {
    return {
      detail: `The path "${toSafePath(pathname)}" is not below the basePath.`,
      remedy: 'Leave out basePath, or set it to the path at which the kit is mounted.',
    };
  }
  return {
    detail: `The path "${toSafePath(pathname)}" is not that of a route.`,
    remedy: 'The routes are /token, /complete, /status and /webhooks/{provider}, below the mount path.',
  };
}

/** The parts of a path that cannot be an id or a secret: one or two short words, and versions such as `v1`. */
const SAFE_SEGMENT = /^(?:[a-z]{0,14}(?:[-_][a-z]{1,10})?|v\d{1,2})$/;

/** Maximum length of a path in a message, in characters. */
const LONGEST_PATH = 200;

/**
 * Returns a path for the log: parts that may be an id or a secret are replaced by `…`, because hosts put secrets into the
 * addresses of webhooks. After `webhooks` only the names of configured providers are kept.
 */
export function toSafePath(pathname: string, providers: readonly string[] = []): string {
  const segments = pathname.split('/');
  const isSafe = (segment: string, index: number) =>
    segments[index - 1] === 'webhooks' ? providers.includes(segment) : SAFE_SEGMENT.test(segment);
  const masked = segments.map((segment, index) => (isSafe(segment, index) ? segment : '…'));
  return masked.join('/').slice(0, LONGEST_PATH);
}
