/** Structured fields of a log line: ids, codes and durations; never a body, a credential or a token. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** The host's logger. `console` fits; logging libraries need a small wrapper. */
export interface Logger {
  info?(message: string, fields: LogFields): void;
  warn?(message: string, fields: LogFields): void;
  error?(message: string, fields: LogFields): void;
}

/** The kit's internal logger: every level is defined, and logging never throws. */
export interface RequestLog {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** Creates a child log that adds `fields` to every line. */
  with(fields: LogFields): RequestLog;
}

/** Wraps the host's logger. `bound` fields are added to every line; a line's own fields override them. */
export function createLog(logger: Logger | undefined, bound: LogFields = {}): RequestLog {
  const write = (level: keyof Logger, message: string, fields: LogFields): void => {
    try {
      logger?.[level]?.(message, withoutUndefined({...bound, ...fields}));
    } catch {
      // An error of the logger must not fail a request.
    }
  };
  return {
    info: (message, fields = {}) => write('info', message, fields),
    warn: (message, fields = {}) => write('warn', message, fields),
    error: (message, fields = {}) => write('error', message, fields),
    with: fields => createLog(logger, {...bound, ...fields}),
  };
}

function withoutUndefined(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/**
 * The parts of an unexpected error that are safe to log: its name, its stack and a network error's code. The message is
 * left out, because a driver or a client library may put secrets into it.
 */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return {error: typeof error};
  const stack = error.stack?.replace(error.message, '').match(/^ {4}at .+$/gm);
  return {error: error.name, networkError: networkErrorCode(error), stack: stack?.join('\n')};
}

/** Node sets codes such as `ECONNREFUSED` on the `cause` of the `TypeError` that `fetch` throws. */
function networkErrorCode(error: Error): string | undefined {
  const {cause} = error;
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined;
  return typeof cause.code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(cause.code) ? cause.code : undefined;
}
