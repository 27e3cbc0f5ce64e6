import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, existsSync, symlinkSync} from 'node:fs';
import {createServer, type AddressInfo} from 'node:net';
import {basename, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import type * as sandboxModule from '../../../src/sandbox/index.js';
import {poll} from '../../../src/testing/driver/poll.js';
import {controlOf, type ControlSandbox} from '../../e2e/support/sandbox-control.js';
import {withoutDelays} from '../../e2e/support/without-delays.js';

/** Where `npm run test:frameworks` has installed the examples. */
const workspace = process.env.FRAMEWORKS_FOLDER ?? '';
if (!workspace) throw new Error('FRAMEWORKS_FOLDER is not set: npm run test:frameworks');

/** A server of an example's page. */
interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

type Sandbox = Awaited<ReturnType<typeof sandboxModule.startSandbox>>;

interface HostModule {
  startHost(settings: {sandbox: Sandbox; folder: string; port: number}): Promise<PageServer>;
}

export const importFrom = <Module>(...path: string[]): Promise<Module> =>
  import(pathToFileURL(join(workspace, ...path)).href) as Promise<Module>;

/** The folder of an installed example. */
export const folderOf = (example: string): string => join(workspace, example);

/**
 * Copies the sources of an example, whose installation the copy shares, and returns the name of the copy. A development server
 * that writes to the folder of the production build needs it.
 */
export function copyOf(example: string): string {
  const copy = `${example}-development`;
  const isSource = (path: string) => !['node_modules', '.next'].includes(basename(path));
  cpSync(folderOf(example), folderOf(copy), {recursive: true, filter: isSource, force: true});
  const modules = join(folderOf(copy), 'node_modules');
  if (!existsSync(modules)) symlinkSync(join(folderOf(example), 'node_modules'), modules);
  return copy;
}

/** A server in a process of its own. */
interface ProgramServer extends PageServer {
  /** What it has printed so far. */
  output(): string;
}

/** A server's start, with what it needs. */
export type Serve = (sandbox: Sandbox) => Promise<PageServer>;

/** An example's page on the sandbox. */
export interface RunningApp extends PageServer {
  /** Restores the sandbox's initial state. Its answers do not wait. */
  reset(): Promise<void>;
}

async function resetSandbox(control: ControlSandbox): Promise<void> {
  await control('POST', '/reset');
  await control('PATCH', '/variants', withoutDelays);
}

/** Starts the sandbox of the packed package, and a server beside it. */
export async function startApp(serve: Serve): Promise<RunningApp> {
  const {startSandbox} = await importFrom<typeof sandboxModule>(
    ...['backend', 'node_modules', 'bank-reconnect', 'dist', 'sandbox.js'],
  );
  const sandbox = await startSandbox({port: 0});
  const control = controlOf(sandbox.url);
  // A sandbox that stays open would keep the process alive.
  const page = await serve(sandbox).catch(async (error: unknown) => {
    await sandbox.close();
    throw error;
  });
  return {
    url: page.url,
    reset: () => resetSandbox(control),
    async close() {
      await page.close();
      await sandbox.close();
    },
  };
}

/** Serves a folder of an example with the backend of the examples. */
export const serveFolder =
  (example: string, folder = 'dist'): Serve =>
  async sandbox => {
    const {startHost} = await importFrom<HostModule>('backend', 'host.js');
    return startHost({sandbox, folder: join(folderOf(example), folder), port: 0});
  };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** How long a development server may take to answer, in milliseconds. It compiles for the first request. */
const START_MS = 90_000;

/**
 * Runs a program of an example as its server.
 *
 * @param commandAt the program's path in the example and its arguments
 */
export const runServer =
  (example: string, commandAt: (port: number) => readonly [string, ...string[]], variables = {}) =>
  async (): Promise<ProgramServer> => {
    const port = await freePort();
    const [program, ...args] = commandAt(port);
    const cwd = folderOf(example);
    const {NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...inherited} = process.env;
    const env = {...inherited, NG_CLI_ANALYTICS: 'false', NEXT_TELEMETRY_DISABLED: '1', ...variables};
    // In its own process group, because it starts processes of its own.
    const child = spawn(process.execPath, [join(cwd, program), ...args], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += String(chunk)));
    const closed = once(child, 'close');
    const kill = () => child.pid && process.kill(-child.pid, 'SIGKILL');
    const url = `http://localhost:${port}`;
    try {
      await poll(`${program} at ${url}`, async () => (await fetch(url)).ok, START_MS);
    } catch (error) {
      kill();
      throw new Error(output, {cause: error});
    }
    return {
      url,
      output: () => output,
      async close() {
        kill();
        await closed;
      },
    };
  };

/** Runs a development server in front of the backend of the examples. */
export const developWith =
  (example: string, commandAt: (port: number) => readonly [string, ...string[]]): Serve =>
  async sandbox => {
    const backend = await serveFolder(example)(sandbox);
    const server = await runServer(example, commandAt, {BACKEND_URL: backend.url})();
    return {
      url: server.url,
      async close() {
        await server.close();
        await backend.close();
      },
    };
  };

/** The development server of Vite. */
export const vite = (port: number): readonly [string, ...string[]] => [
  'node_modules/vite/bin/vite.js',
  ...['--host', '127.0.0.1', '--port', String(port), '--strictPort'],
];
