import {parseArgs, type ParseArgsConfig} from 'node:util';

/** A command of the command line. */
export interface Command {
  /** Its options, for `--help` and after an error. */
  readonly usage: string;
  /**
   * Resolves when the servers listen; they keep the process alive.
   * @param args the arguments after the command's name
   * @param elementFolder the folder of the built element
   * @throws {UsageError} for invalid arguments
   * @throws {Error} with a message for the developer, for instance when a port is in use
   */
  run(args: readonly string[], elementFolder: string): Promise<void>;
}

/** An invalid command line. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;

type Values<T extends Options> = ReturnType<typeof parseArgs<{options: T}>>['values'];

/**
 * Reads options. There are no other arguments.
 * @throws {UsageError} for an argument that is no option
 */
export function parseOptions<T extends Options>(args: readonly string[], options: T): Values<T> {
  try {
    return parseArgs({args: [...args], options}).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Reads a port. 0 stands for any free port.
 * @throws {UsageError} for a text that is not a port
 */
export function parsePort(text: string, last: number): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > last) throw new UsageError(`Not a port: ${text}`);
  return port;
}
