import {ConfigurationError} from './configuration-error.js';
import {HostAnswer, isResponse} from './host-answer.js';
import type {RequestLog} from './logger.js';
import {describeError} from './logger.js';
import type {RepairBackendOptions} from './options.js';
import {RepairProblem} from './problem.js';
import type {ConnectionOf, Provider} from './provider.js';
import {isObject} from './vendor-call.js';

/** A connection that the host allows this request to use, and its provider. */
export interface FoundConnection<P extends Provider> {
  connection: ConnectionOf<P>;
  provider: P;
}

export type ConnectionLookup<P extends Provider> = (
  request: Request,
  connectionId: string,
  log: RequestLog,
) => Promise<FoundConnection<P>>;

/**
 * Makes the lookup that every route uses. The lookup throws a `RepairProblem` or a `HostAnswer`.
 *
 * @throws {ConfigurationError} without `findConnection`, without providers, or with two of one name
 */
export function createConnectionLookup<P extends Provider>(options: RepairBackendOptions<P>): ConnectionLookup<P> {
  if (typeof options.findConnection !== 'function') {
    throw new ConfigurationError(
      'createRepairBackend needs findConnection: it decides who may repair which connection',
    );
  }
  // The types require both. A host in plain JavaScript gets the error here.
  if (!options.providers?.length) {
    throw new ConfigurationError('createRepairBackend needs at least one provider');
  }
  const providers = new Map<string, P>();
  for (const provider of options.providers) {
    if (providers.has(provider.name))
      throw new ConfigurationError(`The provider "${provider.name}" is configured twice`);
    providers.set(provider.name, provider);
  }

  return async (request, connectionId, log) => {
    const connection = await askHost(options, request, connectionId, log);
    if (connection === null) throw new RepairProblem('connection-not-found');
    const provider = providers.get(connection.provider);
    if (!provider) {
      throw new RepairProblem('unknown-provider', {note: 'findConnection named a provider that is not configured.'});
    }
    return {connection, provider};
  };
}

async function askHost<P extends Provider>(
  options: RepairBackendOptions<P>,
  request: Request,
  connectionId: string,
  log: RequestLog,
): Promise<ConnectionOf<P> | null> {
  try {
    // The body has been read already, so the host gets the request for its headers and URL only.
    const found = await options.findConnection(request, connectionId);
    // The types allow only null, but a host in plain JavaScript may return another falsy value.
    return isObject(found) ? found : null;
  } catch (thrown) {
    if (isResponse(thrown)) {
      log.info('The host answered the request itself.', {httpStatus: thrown.status});
      throw new HostAnswer(thrown);
    }
    log.error('findConnection failed.', describeError(thrown));
    throw new RepairProblem('backend-unavailable', {status: 500});
  }
}
