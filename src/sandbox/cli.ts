import {parseArgs} from 'node:util';
import {bankUsers} from './banks/bank.js';
import {standIns} from './registry.js';
import {lastPort, startSandbox, type Sandbox, type SandboxOptions} from './start.js';

const vendors = standIns.map(({name}) => name).join(', ');

const usage = `Usage: bank-reconnect sandbox [--port N] [--host H] [--webhook PROVIDER=URL]...

Starts offline stand-ins for bank aggregators, with banks to log in to and connections to break and repair.

  --port N                port of the control page; the bank and the vendors use the ports after it
                          (default 4174; 0 for any free ports)
  --host H                address to listen on (default 127.0.0.1, this machine only)
  --webhook PROVIDER=URL  webhook URL of a provider, such as
                          meld=http://localhost:4173/api/bank/webhooks/meld; can be repeated
                          (providers: ${vendors})
  --help                  prints this text

The control page lists the connections, the bank users, the credentials and the webhook secrets. On it you
change a status, advance the clock, set variants of a vendor's behaviour, or make its API fail.
The same is available over HTTP, on the control page's origin. Bodies are JSON:

  GET   /control/connections
  PATCH /control/connections/{provider}/{id}    any of status, statusReason, bank, repairOutcome
  GET   /control/clock
  POST  /control/clock                          {"advanceSeconds": 3600}
  GET   /control/variants
  PATCH /control/variants                       {"meld": {"statusLagSeconds": 5}}
  GET   /control/webhooks                       URLs, secrets, and the latest deliveries
  PUT   /control/webhooks                       {"meld": "http://localhost:4173/…"}, or null for none
  POST  /control/webhooks/{provider}/rotate     creates a new secret
  POST  /control/webhooks/{id}/redeliver        sends a delivery again
  GET   /control/faults
  PUT   /control/faults                         {"meld": {"status": 429, "retryAfter": 7, "times": 1}}, or null
  POST  /control/reset                          restores the initial state

An unknown value is answered with the allowed values. Failed webhook deliveries are retried on each vendor's
schedule, by the sandbox's clock. A login at any bank: user_good / pass_good.`;

/** The exit code for an invalid command line. */
const USAGE_ERROR = 2;

/**
 * Runs the command line. Resolves when the servers listen; they keep the process alive. An invalid command line or an
 * unavailable port sets the process's exit code.
 * @param args the arguments after the program's name
 */
export async function runCli(args: readonly string[]): Promise<Sandbox | null> {
  const parsed = parse(args);
  if (typeof parsed === 'string') {
    console.error(`${parsed}\n\n${usage}`);
    process.exitCode = USAGE_ERROR;
    return null;
  }
  if ('help' in parsed) {
    console.log(usage);
    return null;
  }
  try {
    const sandbox = await startSandbox(parsed);
    console.log(describe(sandbox, parsed.webhooks ?? {}));
    return sandbox;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
    return null;
  }
}

/** The options, a request for help, or an error message. */
function parse(args: readonly string[]): SandboxOptions | {help: true} | string {
  try {
    const {values, positionals} = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: {type: 'string', default: '4174'},
        host: {type: 'string', default: '127.0.0.1'},
        webhook: {type: 'string', multiple: true, default: []},
        help: {type: 'boolean', default: false},
      },
    });
    if (values.help) return {help: true};
    const {host, webhook} = values;
    const port = Number(values.port);
    if (positionals.join(' ') !== 'sandbox') return `Unknown command: ${positionals.join(' ') || '(none)'}`;
    if (!/^\d+$/.test(values.port) || port > lastPort) return `Not a port: ${values.port}`;
    const malformed = webhook.find(entry => !/^\w+=https?:\/\/./.test(entry));
    if (malformed !== undefined) return `Not PROVIDER=URL: ${malformed}`;
    const webhooks = Object.fromEntries(webhook.map(entry => splitOnce(entry)));
    const unknownVendor = Object.keys(webhooks).find(vendor => !standIns.some(({name}) => name === vendor));
    if (unknownVendor !== undefined) return `Not a provider: ${unknownVendor}; there are ${vendors}`;
    return {port, host, webhooks};
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Splits at the first equals sign, because the URL can contain others. */
function splitOnce(entry: string): [string, string] {
  const at = entry.indexOf('=');
  return [entry.slice(0, at), entry.slice(at + 1)];
}

function describe({origins}: Sandbox, destinations: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(origins).map(name => name.length));
  const credentials = standIns.flatMap(({title, credentials}) =>
    credentials.map(
      ({label, value, environment}) => `${title} ${label}: ${value}${environment ? ` (${environment})` : ''}`,
    ),
  );
  const webhooks = standIns.map(({name, title, webhookSecret}) => {
    const secret = webhookSecret === null ? 'signed with a key from the vendor’s API' : `secret ${webhookSecret}`;
    return `${title}: ${destinations[name] ?? 'no URL set'} (${secret})`;
  });
  const users = bankUsers.map(
    ({username, password, code, note}) => `${username} / ${password}${code === null ? '' : `, code ${code}`}: ${note}`,
  );
  return [
    'Bank sandbox. A development tool: its state is in memory and its credentials are public.',
    '',
    ...Object.entries(origins).map(([name, origin]) => `  ${name.padEnd(width)}  ${origin}`),
    '',
    'Credentials',
    ...credentials.map(line => `  ${line}`),
    '',
    'Webhook URLs (set them on the control page or with --webhook)',
    ...webhooks.map(line => `  ${line}`),
    '',
    'Bank users (any other password is refused)',
    ...users.map(line => `  ${line}`),
  ].join('\n');
}
