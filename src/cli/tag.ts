import type {Sandbox, SandboxConnection} from '../sandbox/index.js';

/** The host's id of a connection in the tags and on the demo's page. */
export const hostIdOf = ({provider}: SandboxConnection): string => `conn_${provider}`;

/** The mount path of the backend kit in the tags and at the demo. */
export const mountPath = '/api/bank';

/** The attributes of a connection's tag, in lines that belong together. */
export const tagAttributes = (
  connection: SandboxConnection,
  sandbox: Sandbox,
): readonly Readonly<Record<string, string>>[] => [
  {
    provider: connection.provider,
    'connection-id': hostIdOf(connection),
    'institution-name': connection.institutionName,
  },
  {
    'token-url': `${mountPath}/token`,
    'complete-url': `${mountPath}/complete`,
    'status-url': `${mountPath}/status`,
  },
  {'sandbox-url': sandbox.url},
];

/** The tag of a connection on the sandbox, as HTML. No value has a character that HTML escapes. */
export function tagOf(connection: SandboxConnection, sandbox: Sandbox): string {
  const lines = tagAttributes(connection, sandbox).map(line =>
    Object.entries(line)
      .map(([name, value]) => `${name}="${value}"`)
      .join(' '),
  );
  return `<bank-reconnect ${lines.join('\n  ')}></bank-reconnect>`;
}
