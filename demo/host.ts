import type {Logger} from 'bank-reconnect/backend';
import {aggregatorsFrom, providersOnSandbox, publicUrlFrom, type Variables} from './aggregators/from-environment.js';
import {sendWebhooksTo, webhookUrlsAt, type SandboxOrigins, type WebhookUrls} from './aggregators/sandbox.js';
import {createApp} from './app.js';
import {listenOnLoopback} from './loopback.js';

export interface DemoOptions {
  /** Default 4173; 0 lets the system choose. */
  port?: number;
  /**
   * Starts a sandbox that sends its webhooks to the given URLs, also after a reset. It is called if `env` lacks the
   * credentials of any aggregator. A running sandbox is also accepted: it gets the URLs, and a reset discards them.
   */
  sandbox?: ((webhooks: WebhookUrls) => Promise<SandboxOrigins>) | SandboxOrigins | undefined;
  /** The environment variables with vendor credentials; default: none. */
  env?: Variables;
  /** Default: silent. */
  logger?: Logger;
}

export interface Demo {
  /** The page's address, without a trailing slash. */
  url: string;
  /** Hints for the console, a sentence each. */
  notices: string[];
  /** Ends the demo, not the sandbox. */
  close(): Promise<void>;
}

/**
 * Starts the demo's host application on loopback. It receives the sandbox's webhooks.
 *
 * @throws {Error} if the port is taken, the sandbox does not start, or vendor credentials in `env` are not complete
 */
export async function startDemo({port = 4173, sandbox: given, env = {}, logger = {}}: DemoOptions = {}): Promise<Demo> {
  let app: ReturnType<typeof createApp> | undefined;
  // The port is reserved before the app exists, because a sandbox needs the demo's URL when it starts.
  const listener = await listenOnLoopback(
    request => app?.fetch(request) ?? new Response('The demo is starting.', {status: 503}),
    port,
  );
  // The name makes the page cross-site to the sandbox on 127.0.0.1, like a host and a vendor.
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
  const webhooks = webhookUrlsAt(url, providers);
  if (typeof given === 'function') return await given(webhooks);
  await sendWebhooksTo(given, webhooks);
  return given;
}
