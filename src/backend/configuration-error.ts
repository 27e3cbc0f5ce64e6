/**
 * An option or a record of the host that cannot work. It is thrown when the backend is created. If it first shows during a
 * request, the answer is `invalid-configuration` (500), and the message goes to the log. The message quotes no value.
 */
export class ConfigurationError extends TypeError {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigurationError';
  }
}

/** Checks a required string; `name` is used in the message. @throws {ConfigurationError} */
export function requireSetting(value: unknown, name: string): string {
  if (typeof value === 'string' && value) return value;
  throw new ConfigurationError(`${name} is missing`);
}
