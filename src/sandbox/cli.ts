import {parseArgs} from 'node:util';
import {bankUsers} from './banks/bank.js';
import {standIns} from './registry.js';
import {lastPort, startSandbox, type Sandbox} from './start.js';

const usage = `Usage: bank-reconnect sandbox [--port N] [--host H]

Starts offline stand-ins for bank aggregators, with banks to log in to.

  --port N   port of the control page; the bank's and the vendors' follow it (default 4174, 0 for any free ones)
  --host H   address to listen on (default 127.0.0.1, this machine only)
  --help     this text`;

/** Exit code of a command line that is not understood. */
const USAGE_ERROR = 2;

/**
 * Runs the command line. Resolves when the servers listen, and they keep the process alive; a command line that is
 * not understood, or a port that is taken, sets the process's exit code.
 * @param args the arguments after the program's name
 */
export async function runCli(args: readonly string[]): Promise<Sandbox | null> {
  const parsed = parse(args);
  if (typeof parsed === 'string') {
    console.error(`${parsed}\n\n${usage}`);
    process.exitCode = USAGE_ERROR;
    return null;
  }
  if (parsed.help) {
    console.log(usage);
    return null;
  }
  try {
    const sandbox = await startSandbox({port: parsed.port, host: parsed.host});
    console.log(describe(sandbox));
    return sandbox;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
    return null;
  }
}

/** The settings, or what is wrong with the command line. */
function parse(args: readonly string[]): {help: boolean; port: number; host: string} | string {
  try {
    const {values, positionals} = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: {type: 'string', default: '4174'},
        host: {type: 'string', default: '127.0.0.1'},
        help: {type: 'boolean', default: false},
      },
    });
    const {help, host} = values;
    const port = Number(values.port);
    if (!help && positionals.join(' ') !== 'sandbox') return `Unknown command: ${positionals.join(' ') || '(none)'}`;
    if (!/^\d+$/.test(values.port) || port > lastPort) return `Not a port: ${values.port}`;
    return {help, port, host};
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function describe({origins}: Sandbox): string {
  const width = Math.max(...Object.keys(origins).map(name => name.length));
  const credentials = standIns.flatMap(({title, credentials}) =>
    credentials.map(
      ({label, value, environment}) => `${title} ${label}: ${value}${environment ? ` (${environment})` : ''}`,
    ),
  );
  const users = bankUsers.map(
    ({username, password, code, note}) => `${username} / ${password}${code === null ? '' : `, code ${code}`}: ${note}`,
  );
  return [
    'Bank sandbox. A development tool: its state is held in memory and its credentials are public.',
    '',
    ...Object.entries(origins).map(([name, origin]) => `  ${name.padEnd(width)}  ${origin}`),
    '',
    'Credentials',
    ...credentials.map(line => `  ${line}`),
    '',
    'People at the banks (any other password is refused)',
    ...users.map(line => `  ${line}`),
  ].join('\n');
}
