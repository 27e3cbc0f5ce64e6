/**
 * A provider's option: a constant, or a function of the connection if it differs between tenants. The connection is what
 * the host's `findConnection` returned, with any additional members of the host.
 */
export type Setting<Value, Connection> = Value | ((connection: Connection) => Value | Promise<Value>);

/** Returns the value of `setting` for `connection`. An error that the host's function throws is passed on. */
export async function resolveSetting<Value, Connection>(
  setting: Setting<Value, Connection>,
  connection: Connection,
): Promise<Value> {
  return isFunction(setting) ? await setting(connection) : setting;
}

/**
 * Applies `check` to a constant when the provider is configured, so that a mistake shows when the server starts and not at
 * the first repair. A function can only be checked when it is called.
 *
 * @throws whatever `check` throws
 */
export function checkConstant<Value, Connection>(
  setting: Setting<Value, Connection>,
  check: (value: Value) => unknown,
): void {
  if (!isFunction(setting)) check(setting);
}

function isFunction<Value, Connection>(
  setting: Setting<Value, Connection>,
): setting is (connection: Connection) => Value | Promise<Value> {
  return typeof setting === 'function';
}
