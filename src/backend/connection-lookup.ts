import {ConfigurationError} from './configuration-error.js';
import {HostAnswer, isResponse} from './host-answer.js';
import type {RequestLog} from './logger.js';
import {describeError} from './logger.js';
import type {RepairBackendOptions} from './options.js';
import {RepairProblem} from './problem.js';
import type {ConnectionOf, Provider} from './provider.js';
import {isObject} from './vendor-call.js';

/** A connection that the host authorized for this request, with its provider. */
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
 * Creates the lookup that every route uses. It throws a `RepairProblem` or a `HostAnswer`.
 *
 * @throws {ConfigurationError} without `findConnection`, without providers, or with two providers of the same name
 */
export function createConnectionLookup<P extends Provider>(options: RepairBackendOptions<P>): ConnectionLookup<P> {
  if (typeof options.findConnection !== 'function') {
    throw new ConfigurationError('createRepairBackend needs findConnection, which authorizes every request');
  }
  // Hosts in plain JavaScript may omit it.
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
    if (connection === null) {
      throw new RepairProblem('connection-not-found', {note: 'findConnection returned no connection.'});
    }
    const provider = providers.get(connection.provider);
    if (!provider) {
      throw new RepairProblem('unknown-provider', {
        note: 'findConnection returned a provider that is not configured.',
        remedy: 'Add the provider to providers.',
      });
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
    // The body is already consumed; the host can only use the headers and the URL.
    const found = await options.findConnection(request, connectionId);
    // Hosts in plain JavaScript may return undefined or false instead of null.
    return isObject(found) ? found : null;
  } catch (thrown) {
    if (isResponse(thrown)) {
      log.info('findConnection threw a Response, which is sent.', {httpStatus: thrown.status});
      throw new HostAnswer(thrown);
    }
    log.error('findConnection failed.', describeError(thrown));
    throw new RepairProblem('backend-unavailable', {status: 500});
  }
}
