import type {TestContext} from 'node:test';
import {startSandbox, type Sandbox, type SandboxOptions} from '../../src/sandbox/index.js';

export type Json = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  /** The body. Arrays and objects are read by key. */
  readonly body: Json;
}

/** A clock that only `advance` moves, so that a slow machine does not affect the test. */
export const standingClock: SandboxOptions = {now: () => Date.UTC(2030, 0, 1)};

/** A sandbox on free ports. Closed at the end of the test. */
export async function sandboxFor(t: TestContext, options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({port: 0, ...options});
  t.after(() => sandbox.close());
  return sandbox;
}

/** Sends JSON or no body, and parses the response as JSON. */
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

/** A connection in the control API. */
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

/** Signs in at the bank as a widget's page does. Returns the last view. */
export async function signIn(origin: string, id: unknown, username: string, password: string): Promise<Json> {
  return (await call('POST', `${origin}/sign-in/${String(id)}/credentials`, {username, password})).body;
}
