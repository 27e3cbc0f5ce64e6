import type {Logger} from 'bank-reconnect/backend';
import {aggregatorsFrom, type Variables} from './aggregators/from-environment.js';
import type {SandboxOrigins} from './aggregators/sandbox.js';
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
 * Starts the demo's host application on loopback.
 *
 * @throws {Error} if the port is taken, or vendor credentials in `env` are not complete
 */
export async function startDemo({port = 4173, sandbox, env = {}, logger = {}}: DemoOptions = {}): Promise<Demo> {
  const aggregators = aggregatorsFrom(env, sandbox);
  const listener = await listenOnLoopback(createApp(aggregators, logger).fetch, port);
  return {
    // By name, so that page and sandbox (127.0.0.1) are as foreign to each other as a host and a vendor are.
    url: `http://localhost:${listener.port}`,
    notices: aggregators.flatMap(({name, notice}) => (notice === undefined ? [] : [`${name}: ${notice}`])),
    close: () => listener.close(),
  };
}
