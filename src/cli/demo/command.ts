import {bankUsers, lastPort} from '../../sandbox/guide.js';
import {startSandbox, type Sandbox} from '../../sandbox/index.js';
import {parseOptions, parsePort, type Command} from '../command.js';
import {startHost} from './host.js';

const LAST_PORT = 65_535;

const usage = `Usage: bank-reconnect demo [--port N] [--sandbox-port N]

Serves a page with a broken connection of each provider, the backend of the page, and the sandbox, in one process
and on this machine only.

  --port N          port of the page (default 4173; 0 for any free port)
  --sandbox-port N  first port of the sandbox, which uses the ports after it, too (default 4174; 0 for any free ports)
  --help            prints this text`;

export const demo: Command = {
  usage,
  async run(args, elementFolder) {
    const ports = parseOptions(args, {
      port: {type: 'string', default: '4173'},
      'sandbox-port': {type: 'string', default: '4174'},
    });
    const port = parsePort(ports.port, LAST_PORT);
    const sandbox = await launchSandbox(parsePort(ports['sandbox-port'], lastPort));
    try {
      console.log(describe(await startHost(sandbox, elementFolder, port), sandbox));
    } catch (error) {
      await sandbox.close();
      throw error;
    }
  },
};

/** @throws {Error} with the option that sets the port */
async function launchSandbox(port: number): Promise<Sandbox> {
  try {
    return await startSandbox({port});
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${reason} (--sandbox-port sets its port.)`, {cause});
  }
}

function describe(url: string, sandbox: Sandbox): string {
  const [{username, password}] = bankUsers;
  return [
    '',
    `  Open ${url}, press "Reconnect", and sign in as ${username} with ${password}.`,
    `  ${sandbox.url} breaks connections, changes banks and moves the clock.`,
    '',
    '  Press Ctrl+C to stop.',
    '',
  ].join('\n');
}
