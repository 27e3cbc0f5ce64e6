import type {Logger} from 'bank-reconnect/backend';
import {aggregatorsFrom, providersOnSandbox, publicUrlFrom, type Variables} from './aggregators/from-environment.js';
import {sendWebhooksTo, type SandboxOrigins, type WebhookUrls} from './aggregators/sandbox.js';
import {createApp} from './app.js';
import {listenOnLoopback} from './loopback.js';

export interface DemoOptions {
  /** Default 4173; 0 lets the system choose. */
  port?: number;
  /**
   * Starts a sandbox that sends its webhooks there, which is what it goes back to when it is reset; called if `env` is
   * without credentials for any aggregator. Or one that runs: it is told where its webhooks go, until it is reset.
   */
  sandbox?: ((webhooks: WebhookUrls) => Promise<SandboxOrigins>) | SandboxOrigins | undefined;
  /** Where vendor credentials are looked for; default none. */
  env?: Variables;
  /** Default: silent. */
  logger?: Logger;
}

export interface Demo {
  /** The page's address, without a trailing slash. */
  url: string;
  /** What the person at the console has to know, in sentences. */
  notices: string[];
  /** Ends the demo, not the sandbox. */
  close(): Promise<void>;
}

/**
 * Starts the demo's host application on loopback, with the sandbox's webhooks going there.
 *
 * @throws {Error} if the port is taken, the sandbox does not start, or vendor credentials in `env` are not complete
 */
export async function startDemo({port = 4173, sandbox: given, env = {}, logger = {}}: DemoOptions = {}): Promise<Demo> {
  let app: ReturnType<typeof createApp> | undefined;
  // Before there is an app, because a sandbox is told at its start where the demo is.
  const listener = await listenOnLoopback(
    request => app?.fetch(request) ?? new Response('The demo is starting.', {status: 503}),
    port,
  );
  // By name, so that page and sandbox (127.0.0.1) are as foreign to each other as a host and a vendor are.
  const url = `http://localhost:${listener.port}`;
  try {
    const aggregators = aggregatorsFrom(env, await sandboxFor(url, env, given));
    app = createApp(aggregators, {logger, publicUrl: publicUrlFrom(env)});
    return {
      url,
      notices: aggregators.flatMap(({name, notice}) => (notice === undefined ? [] : [`${name}: ${notice}`])),
      close: () => listener.close(),
    };
  } catch (error) {
    await listener.close();
    throw error;
  }
}

async function sandboxFor(
  url: string,
  env: Variables,
  given: DemoOptions['sandbox'],
): Promise<SandboxOrigins | undefined> {
  const providers = providersOnSandbox(env);
  if (providers.length === 0 || !given) return undefined;
  const webhooks = Object.fromEntries(providers.map(name => [name, `${url}/api/bank/webhooks/${name}`]));
  if (typeof given === 'function') return await given(webhooks);
  await sendWebhooksTo(given, webhooks);
  return given;
}
