/** What a log line carries besides its message: ids, codes and durations; never a body, a credential or a token. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** The host's logger; `console` fits, and so do the usual logging libraries behind a small wrapper. */
export interface Logger {
  info?(message: string, fields: LogFields): void;
  warn?(message: string, fields: LogFields): void;
  error?(message: string, fields: LogFields): void;
}

/** The logger the kit works with: every level is there, and writing a line cannot fail a request. */
export interface RequestLog {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log that adds `fields` to every line. */
  with(fields: LogFields): RequestLog;
}

/** Wraps the host's logger. `bound` goes into every line, and a line's own fields win over it. */
export function createLog(logger: Logger | undefined, bound: LogFields = {}): RequestLog {
  const write = (level: keyof Logger, message: string, fields: LogFields): void => {
    try {
      logger?.[level]?.(message, known({...bound, ...fields}));
    } catch {
      // A logger that is out of order must not turn a repair into an error.
    }
  };
  return {
    info: (message, fields = {}) => write('info', message, fields),
    warn: (message, fields = {}) => write('warn', message, fields),
    error: (message, fields = {}) => write('error', message, fields),
    with: fields => createLog(logger, {...bound, ...fields}),
  };
}

function known(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/**
 * What of an unexpected error may be logged: its class, the places it passed through and a network error's code. Its
 * message stays out, because nobody can know what a driver or a client library has written into it.
 */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return {error: typeof error};
  const stack = error.stack?.replace(error.message, '').match(/^ {4}at .+$/gm);
  return {error: error.name, networkError: networkErrorCode(error), stack: stack?.join('\n')};
}

/** Node puts `ECONNREFUSED` and its like on the cause of the `TypeError` that `fetch` throws. */
function networkErrorCode(error: Error): string | undefined {
  const {cause} = error;
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined;
  return typeof cause.code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(cause.code) ? cause.code : undefined;
}
