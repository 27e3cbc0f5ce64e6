import {inspect} from 'node:util';
import {bankUsers, vendors} from '../../sandbox/guide.js';
import type {Sandbox, SandboxConnection} from '../../sandbox/index.js';
import {tagOf} from '../tag.js';

/** What the command prints when the servers listen. */
export function describeSandbox(sandbox: Sandbox, destinations: Readonly<Record<string, string>>): string {
  const {origins} = sandbox;
  const width = Math.max(...Object.keys(origins).map(name => name.length));
  const credentials = vendors.flatMap(({title, credentials}) =>
    credentials.map(
      ({label, value, environment}) => `${title} ${label}: ${value}${environment ? ` (${environment})` : ''}`,
    ),
  );
  const webhooks = vendors.map(({name, title, webhookSecret}) => {
    const secret = webhookSecret === null ? 'signed with a key from the vendor’s API' : `secret ${webhookSecret}`;
    return `${title}: ${destinations[name] ?? 'no URL set'} (${secret})`;
  });
  const users = bankUsers.map(
    ({username, password, code, note}) => `${username} / ${password}${code === null ? '' : `, code ${code}`}: ${note}`,
  );
  return [
    'Bank sandbox. A development tool: its state is in memory and its credentials are public.',
    '',
    ...Object.entries(origins).map(([name, origin]) => `  ${name.padEnd(width)}  ${origin}`),
    '',
    'Credentials',
    ...credentials.map(line => `  ${line}`),
    '',
    'Webhook URLs (set them on the control page or with --webhook)',
    ...webhooks.map(line => `  ${line}`),
    '',
    'Bank users (any other password is refused)',
    ...users.map(line => `  ${line}`),
    '',
    'Broken connections: the provider of the backend kit, what findConnection returns, and the tag',
    ...sandbox.connections().flatMap(connection => ['', ...describeConnection(connection, sandbox)]),
    '',
    'Press Ctrl+C to stop.',
  ].join('\n');
}

/** A connection, ready to be copied into a host. */
function describeConnection(connection: SandboxConnection, sandbox: Sandbox): string[] {
  const {provider, title, institutionName, options} = connection;
  return [
    `${title}, ${institutionName}`,
    `${provider}(${asCode(options)})`,
    asCode(connection.connection),
    ...tagOf(connection, sandbox).split('\n'),
  ].map(line => `  ${line}`);
}

const asCode = (value: object): string => inspect(value, {breakLength: Infinity});
