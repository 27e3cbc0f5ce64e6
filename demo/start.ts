/**
 * `npm start`: the sandbox and the demo host, until Ctrl+C.
 *
 * PORT (default 4173) and SANDBOX_PORT (default 4174, the others follow) move them. Credentials in the environment
 * replace the sandbox for their aggregator. The first variable of each line decides; those in brackets are optional:
 *
 * - PLAID_CLIENT_ID, PLAID_SECRET [PLAID_ENV ("sandbox", "production"), PLAID_ACCESS_TOKEN (an item's; needed in
 *   production)]
 * - MX_CLIENT_ID, MX_API_KEY, MX_USER_GUID, MX_MEMBER_GUID [MX_ENV, MX_WEBHOOK_USERNAME with MX_WEBHOOK_PASSWORD]
 * - MELD_API_KEY, MELD_CONNECTION_ID [MELD_ENV, MELD_WEBHOOK_SECRET, PUBLIC_URL (the demo's address as Meld calls it)]
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
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${name} is no port: "${text}".`);
  return port;
}

async function startSandboxOrSay(port: number, webhooks: WebhookUrls): Promise<Sandbox> {
  try {
    return await startSandbox({port, webhooks});
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The sandbox did not start: ${reason} (SANDBOX_PORT moves it.)`, {cause});
  }
}

function tell(demo: Demo, sandbox: Sandbox | undefined): void {
  const lines = ['', `  Pennyroyal, the demo host    ${demo.url}`];
  if (sandbox) {
    lines.push(...Object.entries(sandbox.origins).map(([name, origin]) => `  Sandbox, ${name.padEnd(19)} ${origin}`));
    lines.push('', `  Open ${demo.url}, press "Reconnect", and in the bank's form sign in as`);
    lines.push(...testUsers.map(user => `    ${user.username.padEnd(12)} ${user.password.padEnd(12)} ${user.outcome}`));
    lines.push('  "Break again" breaks a connection again. Banks, statuses and clock are steered on the control page,');
    lines.push(`  and the page hears of it by webhook: the sandbox sends them to ${demo.url}/api/bank/webhooks/….`);
    lines.push('  Of "Reset everything" no webhook tells; the page looks at every status when you come back to it.');
  } else {
    lines.push('', `  Open ${demo.url}. Every connection is at its vendor; there is no sandbox.`);
  }
  lines.push(...demo.notices.map(notice => `  ${notice}`));
  lines.push('', '  Ctrl+C ends it.', '');
  console.log(lines.join('\n'));
}

async function start(): Promise<void> {
  const port = portFrom('PORT', 4173);
  const sandboxPort = portFrom('SANDBOX_PORT', 4174);
  const logger = {warn: console.warn, error: console.error};
  let sandbox: Sandbox | undefined;
  const ownSandbox = async (webhooks: WebhookUrls): Promise<Sandbox> =>
    (sandbox = await startSandboxOrSay(sandboxPort, webhooks));
  const demo = await startDemo({port, sandbox: ownSandbox, env: process.env, logger}).catch(async (error: unknown) => {
    await sandbox?.close();
    throw error;
  });
  tell(demo, sandbox);

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
