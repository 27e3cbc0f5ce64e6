/**
 * An invalid option, or an invalid connection from the host. Thrown at creation; an error found during a request is
 * answered as `invalid-configuration` (500) and its message is logged. The message never quotes a value.
 */
export class ConfigurationError extends TypeError {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigurationError';
  }
}

/** Returns a required, non-empty text. @param name for the error message @throws {ConfigurationError} */
export function requireSetting(value: unknown, name: string): string {
  if (typeof value === 'string' && value) return value;
  throw new ConfigurationError(`${name} is missing`);
}
