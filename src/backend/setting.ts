/**
 * A provider's option: a constant, or a function of the connection where tenants differ. The connection is what the
 * host's `findConnection` returned, with whatever further members the host put on it.
 */
export type Setting<Value, Connection> = Value | ((connection: Connection) => Value | Promise<Value>);

/** The value of `setting` for `connection`. Whatever a function of the host's throws is passed on. */
export async function resolveSetting<Value, Connection>(
  setting: Setting<Value, Connection>,
  connection: Connection,
): Promise<Value> {
  return isFunction(setting) ? await setting(connection) : setting;
}

/**
 * Applies `check` to a constant when the provider is configured, so that a mistake shows at the start of the server
 * and not at the first repair; a function can only be checked when it is called.
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
