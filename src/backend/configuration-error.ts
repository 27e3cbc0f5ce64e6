/**
 * An option or a record of the host's that cannot work. At creation the host sees it thrown; what only shows during a
 * request is answered as `invalid-configuration` (500), with this message in the log. The message quotes no value.
 */
export class ConfigurationError extends TypeError {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigurationError';
  }
}

/** A text that must be there, named for the message. @throws {ConfigurationError} */
export function requireSetting(value: unknown, name: string): string {
  if (typeof value === 'string' && value) return value;
  throw new ConfigurationError(`${name} is missing`);
}
