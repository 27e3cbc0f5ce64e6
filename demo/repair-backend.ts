import {createRepairBackend, type Logger, type RepairBackend} from 'bank-reconnect/backend';
import type {Aggregator} from './aggregators/aggregator.js';
import type {DemoConnection} from './connection.js';
import type {LiveUpdates} from './live-updates.js';
import {toneOf, type StatusUpdate} from './page/view.js';

/** The backend kit with the host's own functions: the owners of connections, and the receivers of changes. */
export function createBackend(
  aggregators: readonly Aggregator[],
  connections: ReadonlyMap<string, DemoConnection>,
  updates: LiveUpdates<StatusUpdate>,
  {logger, publicUrl}: {logger: Logger; publicUrl: string | undefined},
): RepairBackend {
  const find = (provider: string, providerConnectionId: string): DemoConnection | undefined =>
    [...connections.values()].find(one => one.isKnownAs(provider, providerConnectionId));

  return createRepairBackend({
    providers: aggregators.map(aggregator => aggregator.provider),
    // The demo has one person, who owns every connection. A real host checks its session here.
    findConnection: async (_request, id) => (await connections.get(id)?.hold())?.connection ?? null,
    findByProviderId: async ({provider, providerConnectionId}) =>
      (await find(provider, providerConnectionId)?.hold())?.connection ?? null,
    onComplete: ({connectionId, providerConnectionId}) => connections.get(connectionId)?.keepId(providerConnectionId),
    onStatusChange({provider, providerConnectionId, status, statusReason, source}) {
      const id = find(provider, providerConnectionId)?.id;
      if (id === undefined) return;
      updates.publish({id, provider, status, statusReason, source, tone: toneOf(provider, status, statusReason)});
    },
    ...(publicUrl !== undefined && {publicUrl}),
    logger,
  });
}
