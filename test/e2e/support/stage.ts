import {startDemo} from '../../../demo/host.js';
import {startSandbox} from '../../../src/sandbox/index.js';

/** The providers of the demo's connections that the tests use. */
export type Provider = 'plaid' | 'meld';

/** A connection, as the sandbox's control API returns it. */
export interface SandboxConnection {
  provider: string;
  id: string;
  status: string;
  statusReason: string | null;
}

/** The demo with its own sandbox, on ports that the system chooses. The browser loads `dist`. */
export interface Stage {
  /** The demo's address, without a trailing slash. */
  url: string;
  /** The sandbox's control origin. */
  sandboxUrl: string;
  /** The demo's connection at a provider, as the sandbox returns it. */
  connection(provider: Provider): Promise<SandboxConnection>;
  /** Changes that connection: its `bank`, its `repairOutcome`, its `status`. */
  change(provider: Provider, change: Readonly<Record<string, string>>): Promise<void>;
  setVariants(variants: Readonly<Record<string, object>>): Promise<void>;
  advanceClock(seconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts a stage. The caller closes it. */
export async function startStage(): Promise<Stage> {
  const sandbox = await startSandbox({port: 0});
  const demo = await startDemo({port: 0, sandbox});
  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${sandbox.url}/control${path}`, {
      method,
      ...(body && {headers: {'content-type': 'application/json'}, body: JSON.stringify(body)}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const connection = async (provider: Provider): Promise<SandboxConnection> => {
    const all = (await control('GET', '/connections')) as SandboxConnection[];
    // The sandbox has several connections. The demo knows which one it uses.
    const view = (await (await fetch(`${demo.url}/demo/connections/conn_${provider}`)).json()) as {
      providerConnectionId?: string;
    };
    const found = all.find(({id}) => id === view.providerConnectionId);
    if (!found) throw new Error(`The demo's connection of ${provider} is not on the sandbox`);
    return found;
  };
  return {
    url: demo.url,
    sandboxUrl: sandbox.url,
    connection,
    async change(provider, change) {
      const {id} = await connection(provider);
      await control('PATCH', `/connections/${provider}/${encodeURIComponent(id)}`, change);
    },
    async setVariants(variants) {
      await control('PATCH', '/variants', variants);
    },
    async advanceClock(advanceSeconds) {
      await control('POST', '/clock', {advanceSeconds});
    },
    async close() {
      await demo.close();
      await sandbox.close();
    },
  };
}
