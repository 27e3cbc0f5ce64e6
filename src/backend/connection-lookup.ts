import {ConfigurationError} from './configuration-error.js';
import {HostAnswer, isResponse} from './host-answer.js';
import type {RequestLog} from './logger.js';
import {describeError} from './logger.js';
import type {RepairBackendOptions} from './options.js';
import {RepairProblem} from './problem.js';
import type {ConnectionOf, Provider} from './provider.js';
import {isObject} from './vendor-call.js';

/** A connection that the host lets this request act on, and the provider that can. */
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
 * The lookup behind every route. It throws a `RepairProblem`, or a `HostAnswer`.
 *
 * @throws {ConfigurationError} without `findConnection`, without providers, or with two of one name
 */
export function createConnectionLookup<P extends Provider>(options: RepairBackendOptions<P>): ConnectionLookup<P> {
  if (typeof options.findConnection !== 'function') {
    throw new ConfigurationError(
      'createRepairBackend needs findConnection: it decides who may repair which connection',
    );
  }
  // The types ask for both; a host in plain JavaScript learns it here.
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
    // The body has been read by now: a clone would be empty, so the host gets the request for its headers and URL.
    const found = await options.findConnection(request, connectionId);
    // The types leave null alone; a host in plain JavaScript may well return what its `&&` came to.
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
