import type {Logger} from 'bank-reconnect/backend';
import {aggregatorsFrom, publicUrlFrom, type Variables} from './aggregators/from-environment.js';
import {sendWebhooksTo, type SandboxOrigins} from './aggregators/sandbox.js';
import {createApp} from './app.js';
import {listenOnLoopback} from './loopback.js';

export interface DemoOptions {
  /** Default 4173; 0 lets the system choose. */
  port?: number;
  /** What `startSandbox` returned; needed unless `env` has credentials for every aggregator. */
  sandbox?: SandboxOrigins | undefined;
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
  close(): Promise<void>;
}

/**
 * Starts the demo's host application on loopback. The sandbox is told to send its webhooks there.
 *
 * @throws {Error} if the port is taken, or vendor credentials in `env` are not complete
 */
export async function startDemo({port = 4173, sandbox, env = {}, logger = {}}: DemoOptions = {}): Promise<Demo> {
  const aggregators = aggregatorsFrom(env, sandbox);
  const onSandbox = aggregators.filter(({sandboxUrl}) => sandboxUrl !== undefined).map(({provider}) => provider.name);
  let url = '';
  const takeWebhooks = async (): Promise<void> => {
    if (sandbox) await sendWebhooksTo(sandbox, `${url}/api/bank`, onSandbox);
  };
  const app = createApp(aggregators, {logger, publicUrl: publicUrlFrom(env), beforePage: takeWebhooks});
  const listener = await listenOnLoopback(app.fetch, port);
  // By name, so that page and sandbox (127.0.0.1) are as foreign to each other as a host and a vendor are.
  url = `http://localhost:${listener.port}`;
  try {
    await takeWebhooks();
  } catch (error) {
    await listener.close();
    throw error;
  }
  return {
    url,
    notices: aggregators.flatMap(({name, notice}) => (notice === undefined ? [] : [`${name}: ${notice}`])),
    close: () => listener.close(),
  };
}
