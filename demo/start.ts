/**
 * `npm start`: the sandbox and the demo host, until Ctrl+C.
 *
 * PORT (default 4173) and SANDBOX_PORT (default 4174; its other servers use the next ports) set the ports. With an
 * aggregator's credentials in the environment, the demo uses the vendor's own environment instead of the sandbox. The
 * first variable of each line decides; those in brackets are optional:
 *
 * - PLAID_CLIENT_ID, PLAID_SECRET [PLAID_ENV ("sandbox", "production"), PLAID_ACCESS_TOKEN (an item's; required in
 *   production)]
 * - MX_CLIENT_ID, MX_API_KEY, MX_USER_GUID, MX_MEMBER_GUID [MX_ENV, MX_WEBHOOK_USERNAME with MX_WEBHOOK_PASSWORD]
 * - MELD_API_KEY, MELD_CONNECTION_ID [MELD_ENV, MELD_WEBHOOK_SECRET, PUBLIC_URL (the demo's URL for Meld)]
 * - QUILTT_API_SECRET, QUILTT_CONNECTOR_ID, QUILTT_PROFILE_ID, QUILTT_CONNECTION_ID [QUILTT_CONNECTORS ("true": through
 *   the GraphQL connectors), QUILTT_WEBHOOK_SECRET]
 */
import {startSandbox, type Sandbox} from 'bank-reconnect/sandbox';
import type {WebhookUrls} from './aggregators/sandbox.js';
import {startDemo, type Demo} from './host.js';
import {testUsers} from './page/demo-panel.js';

/** @throws {Error} with the variable's name, if its value is not a port */
function portFrom(name: string, fallback: number): number {
  const text = process.env[name];
  if (!text) return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${name} is not a port: "${text}".`);
  return port;
}

async function launchSandbox(port: number, webhooks: WebhookUrls): Promise<Sandbox> {
  try {
    return await startSandbox({port, webhooks});
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The sandbox did not start: ${reason} (SANDBOX_PORT sets its port.)`, {cause});
  }
}

function printInstructions(demo: Demo, sandbox: Sandbox | undefined): void {
  const lines = ['', `  Pennyroyal, the demo host    ${demo.url}`];
  if (sandbox) {
    lines.push(...Object.entries(sandbox.origins).map(([name, origin]) => `  Sandbox, ${name.padEnd(19)} ${origin}`));
    lines.push('', `  Open ${demo.url}, press "Reconnect", and in the bank's form sign in as`);
    lines.push(...testUsers.map(user => `    ${user.username.padEnd(12)} ${user.password.padEnd(12)} ${user.outcome}`));
    lines.push('  "Break again" breaks a connection again. The control page changes banks, statuses and the clock.');
    lines.push(`  The sandbox reports changes by webhook, to ${demo.url}/api/bank/webhooks/….`);
    lines.push('  "Reset everything" sends no webhook; the page reads every status again when it gets the focus.');
  } else {
    lines.push('', `  Open ${demo.url}. All connections are in their vendors' environments; no sandbox is running.`);
  }
  lines.push(...demo.notices.map(notice => `  ${notice}`));
  lines.push('', '  Press Ctrl+C to stop.', '');
  console.log(lines.join('\n'));
}

async function start(): Promise<void> {
  const port = portFrom('PORT', 4173);
  const sandboxPort = portFrom('SANDBOX_PORT', 4174);
  const logger = {warn: console.warn, error: console.error};
  let sandbox: Sandbox | undefined;
  const ownSandbox = async (webhooks: WebhookUrls): Promise<Sandbox> =>
    (sandbox = await launchSandbox(sandboxPort, webhooks));
  const demo = await startDemo({port, sandbox: ownSandbox, env: process.env, logger}).catch(async (error: unknown) => {
    await sandbox?.close();
    throw error;
  });
  printInstructions(demo, sandbox);

  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void Promise.all([demo.close(), sandbox?.close()]).then(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
