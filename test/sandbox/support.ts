import type {TestContext} from 'node:test';
import {startSandbox, type Sandbox, type SandboxOptions} from '../../src/sandbox/index.js';

export type Json = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  /** The body; arrays and objects alike are read by key. */
  readonly body: Json;
}

/** For a sandbox whose time is moved by `advance` alone, so that nothing comes about while a slow machine gets there. */
export const standingClock: SandboxOptions = {now: () => Date.UTC(2030, 0, 1)};

/** A sandbox on free ports, closed when the test ends. */
export async function sandboxFor(t: TestContext, options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({port: 0, ...options});
  t.after(() => sandbox.close());
  return sandbox;
}

/** Sends JSON (or nothing) and reads the answer as JSON. */
export async function call(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {...(body !== undefined && {'Content-Type': 'application/json'}), ...headers},
    ...(body !== undefined && {body: JSON.stringify(body)}),
  });
  return {status: response.status, body: (await response.json()) as Json};
}

/** A connection as the control API lists it. */
export async function connection(sandbox: Sandbox, provider: string): Promise<Json> {
  const {body} = await call('GET', `${sandbox.url}/control/connections`);
  const found = (body as unknown as Json[]).find(entry => entry['provider'] === provider);
  if (!found) throw new Error(`no connection at ${provider}`);
  return found;
}

/** Changes the seeded connection of a vendor. */
export async function change(sandbox: Sandbox, provider: string, body: unknown): Promise<Answer> {
  const {id} = await connection(sandbox, provider);
  return call('PATCH', `${sandbox.url}/control/connections/${provider}/${String(id)}`, body);
}

export const setVariants = (sandbox: Sandbox, body: unknown): Promise<Answer> =>
  call('PATCH', `${sandbox.url}/control/variants`, body);

export const advance = (sandbox: Sandbox, advanceSeconds: number): Promise<Answer> =>
  call('POST', `${sandbox.url}/control/clock`, {advanceSeconds});

/** Logs in at the bank as a widget's page does; returns the last view. */
export async function signIn(origin: string, id: unknown, username: string, password: string): Promise<Json> {
  return (await call('POST', `${origin}/sign-in/${String(id)}/credentials`, {username, password})).body;
}
