import assert from 'node:assert/strict';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {call, type Answer, type Json} from '../../sandbox/support.js';

export const userGuid = 'USR-7e0c1d52-94b3-4a86-bd1f-2a6f0c9d1001';

/** The initial members, by what they need. */
export const members = {
  password: 'MBR-51f2e8a4-0c6d-4b7e-a3d9-6e4b8f2c0001',
  code: 'MBR-51f2e8a4-0c6d-4b7e-a3d9-6e4b8f2c0002',
  oauth: 'MBR-51f2e8a4-0c6d-4b7e-a3d9-6e4b8f2c0003',
  consent: 'MBR-51f2e8a4-0c6d-4b7e-a3d9-6e4b8f2c0004',
};

export const mxOf = (sandbox: Sandbox): string => sandbox.origins['mx'] ?? '';

export const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** The headers of a valid call of the newer version. */
export const good: Readonly<Record<string, string>> = {
  Authorization: basic('sandbox_client_id', 'sandbox_api_key'),
  'Accept-Version': 'v20250224',
};

/** Calls the API under the seeded user. */
export const api = (
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> => call(method, `${mxOf(sandbox)}/users/${userGuid}${path}`, body, {...good, ...headers});

/** The status of a member in the API. */
export async function statusOf(sandbox: Sandbox, guid: string): Promise<unknown> {
  return ((await api(sandbox, 'GET', `/members/${guid}/status`)).body['member'] as Json)['connection_status'];
}

/** The widget request of a host's backend for a repair. */
export const repairOf = (guid: string): Json => ({
  widget_type: 'connect_widget',
  current_member_guid: guid,
  disable_institution_search: true,
  ui_message_version: 4,
  oauth_referral_source: 'BROWSER',
});

export async function widgetUrl(
  sandbox: Sandbox,
  widget_url: Json,
  headers: Record<string, string> = {},
): Promise<string> {
  const {status, body} = await api(sandbox, 'POST', '/widget_urls', {widget_url}, headers);
  assert.equal(status, 200, JSON.stringify(body));
  return String((body['widget_url'] as Json)['url']);
}

/** Loads a widget URL as a frame does. Returns the id of its session, or null for a page without one. */
export async function load(url: string): Promise<string | null> {
  const page = await (await fetch(url)).text();
  return /data-session="([^"]+)"/.exec(page)?.[1] ?? null;
}

interface Post {
  readonly type: string;
  readonly metadata: Json;
}

/** One loaded widget, driven as its page does. */
export interface Widget {
  readonly id: string;
  /** Fetches the view and collects its messages. */
  look(): Promise<Json>;
  act(action: string): Promise<Json>;
  /** Submits to the present sign-in. */
  submit(path: 'credentials' | 'code', fields: Json): Promise<Json>;
  /** Opens the bank's window. Returns its URL. */
  openWindow(): Promise<string>;
  /** The messages since the last call, as `type {metadata}`, without user and session. */
  posted(): string[];
  /** The same messages, complete. */
  posts(): unknown[];
}

export async function openWidget(
  sandbox: Sandbox,
  request: Json,
  headers: Record<string, string> = {},
): Promise<Widget> {
  const id = await load(await widgetUrl(sandbox, request, headers));
  assert.ok(id);
  const path = `${mxOf(sandbox)}/session/${id}`;
  const posts: unknown[] = [];
  let view: Json = {};
  const keep = ({body}: Answer): Json => {
    posts.push(...(body['posts'] as unknown[]));
    view = body;
    return body;
  };
  const look = async (): Promise<Json> => keep(await call('GET', path));
  const take = (): unknown[] => posts.splice(0);
  const signIn = (): string => `${mxOf(sandbox)}/sign-in/${String((view['signIn'] as Json)['id'])}`;
  await look();
  return {
    id,
    look,
    act: async action => keep(await call('POST', path, {action})),
    async submit(step, fields) {
      await call('POST', `${signIn()}/${step}`, fields);
      return look();
    },
    async openWindow() {
      const {url} = await fetch(`${signIn()}/window`);
      await look();
      return url;
    },
    posted: () => take().map(post => written(post as Post)),
    posts: take,
  };
}

function written({type, metadata}: Post): string {
  const {user_guid, session_guid, ...rest} = metadata;
  assert.equal(user_guid, userGuid);
  assert.ok(session_guid);
  const text = JSON.stringify(rest);
  return text === '{}' ? type : `${type} ${text}`;
}
