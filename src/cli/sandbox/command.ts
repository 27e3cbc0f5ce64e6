import {startSandbox, type SandboxOptions} from '../../sandbox/index.js';
import {lastPort, vendors} from '../../sandbox/guide.js';
import {parseOptions, parsePort, UsageError, type Command} from '../command.js';
import {describeSandbox} from './describe.js';

const names = vendors.map(({name}) => name).join(', ');

const usage = `Usage: bank-reconnect sandbox [--port N] [--host H] [--webhook PROVIDER=URL]...

Starts offline stand-ins for bank aggregators, with banks to log in to and connections to break and repair. Prints a broken
connection of each vendor, with its tag and the settings of the backend kit.

  --port N                port of the control page; the bank and the vendors use the ports after it
                          (default 4174; 0 for any free ports)
  --host H                address to listen on (default 127.0.0.1, this machine only)
  --webhook PROVIDER=URL  webhook URL of a provider, such as
                          meld=http://localhost:4173/api/bank/webhooks/meld; can be repeated
                          (providers: ${names})
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

export const sandbox: Command = {
  usage,
  async run(args) {
    const options = parse(args);
    console.log(describeSandbox(await startSandbox(options), options.webhooks));
  },
};

/** @throws {UsageError} */
function parse(args: readonly string[]): SandboxOptions & {webhooks: Readonly<Record<string, string>>} {
  const {port, host, webhook} = parseOptions(args, {
    port: {type: 'string', default: '4174'},
    host: {type: 'string', default: '127.0.0.1'},
    webhook: {type: 'string', multiple: true, default: []},
  });
  const malformed = webhook.find(entry => !/^\w+=https?:\/\/./.test(entry));
  if (malformed !== undefined) throw new UsageError(`Not PROVIDER=URL: ${malformed}`);
  const webhooks = Object.fromEntries(webhook.map(entry => splitOnce(entry)));
  const unknownVendor = Object.keys(webhooks).find(vendor => !vendors.some(({name}) => name === vendor));
  if (unknownVendor !== undefined) throw new UsageError(`Not a provider: ${unknownVendor}; there are ${names}`);
  return {port: parsePort(port, lastPort), host, webhooks};
}

/** Splits at the first equals sign, because the URL can contain others. */
function splitOnce(entry: string): [string, string] {
  const at = entry.indexOf('=');
  return [entry.slice(0, at), entry.slice(at + 1)];
}
