import type {Connection} from '../connections.js';
import {standIns} from '../registry.js';
import type {World} from '../world.js';

/** A connection in the control API and on the control page. */
export interface ConnectionDescription extends Readonly<Record<string, unknown>> {
  readonly provider: string;
  readonly id: string;
  readonly status: string;
  readonly statusReason: string | null;
  /** Whether the status is the vendor's status of a working connection. */
  readonly healthy: boolean;
  readonly institution: {readonly id: string; readonly name: string};
  readonly bank: string;
  readonly repairOutcome: string;
  readonly environment: string;
  /** ISO 8601, on the sandbox's clock. */
  readonly updatedAt: string;
}

export function describeConnection(world: World, provider: string, connection: Connection): ConnectionDescription {
  const {id, status, statusReason, institution, bank, repairOutcome, environment} = connection;
  const updatedAt = new Date(connection.updatedAt).toISOString();
  const {secret} = world.webhooks.destinations()[provider] ?? {};
  const details = world.standIn(provider).details(connection);
  const healthy = standIns.some(({name, healthyStatus}) => name === provider && healthyStatus === status);
  return {
    provider,
    id,
    status,
    statusReason,
    healthy,
    institution,
    bank,
    repairOutcome,
    environment,
    updatedAt,
    ...(typeof secret === 'string' && {webhookSecret: secret}),
    ...details,
  };
}

export function describeConnections(world: World): ConnectionDescription[] {
  return standIns.flatMap(({name}) =>
    world
      .standIn(name)
      .connections.list()
      .map(connection => describeConnection(world, name, connection)),
  );
}
