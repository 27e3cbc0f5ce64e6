/**
 * A provider's option: a constant, or a function of the connection for multi-tenant hosts. The connection is the object
 * that the host's `findConnection` returned, including the host's own members.
 */
export type Setting<Value, Connection> = Value | ((connection: Connection) => Value | Promise<Value>);

/** Resolves `setting` for `connection`. Errors of the host's function are rethrown. */
export async function resolveSetting<Value, Connection>(
  setting: Setting<Value, Connection>,
  connection: Connection,
): Promise<Value> {
  return isFunction(setting) ? await setting(connection) : setting;
}

/**
 * Checks a constant when the provider is created, so that a mistake shows at server start and not at the first repair.
 * The result of a function can only be checked when it is called.
 *
 * @throws the error of `check`
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
