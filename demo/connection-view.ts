import {randomUUID} from 'node:crypto';
import type {ConnectionStatus, Logger, RepairBackend} from 'bank-reconnect/backend';
import type {DemoConnection} from './connection.js';
import {logoOf, toneOf, type ConnectionView} from './page/view.js';

/**
 * Makes the page's view of a connection. The status is read through the backend kit's own route, so that page and element get
 * the same. If the aggregator cannot be reached, the status is undefined.
 */
export async function viewConnection(
  connection: DemoConnection,
  backend: RepairBackend,
  logger: Logger,
): Promise<ConnectionView> {
  const {id, aggregator, sample} = connection;
  const {name: provider} = aggregator.provider;
  const known = await describe(connection, backend).catch((error: unknown) => {
    logger.error?.('A connection could not be read.', {connectionId: id, reason: String(error)});
    return undefined;
  });
  const institutionName = known?.institutionName ?? 'Your bank';
  return {
    id,
    provider,
    aggregator: aggregator.name,
    way: sample.way,
    display: sample.display,
    providerConnectionId: known?.providerConnectionId,
    institutionName,
    institutionLogo: logoOf(institutionName),
    status: known?.status,
    statusReason: known?.statusReason ?? undefined,
    tone: toneOf(provider, known?.status, known?.statusReason),
    sandboxUrl: aggregator.sandboxUrl,
    breakable: sample.breakAgain !== undefined,
  };
}

async function describe(connection: DemoConnection, backend: RepairBackend) {
  const held = await connection.hold();
  // With a new repair id the kit calls the aggregator instead of reusing an earlier reading.
  const query = new URLSearchParams({connectionId: connection.id, repairId: `view-${randomUUID()}`});
  const response = await backend.fetch(new Request(`http://localhost/api/bank/status?${query}`));
  const {status, statusReason} = response.ok ? ((await response.json()) as Partial<ConnectionStatus>) : {};
  return {
    institutionName: held.institutionName,
    providerConnectionId: connection.aggregator.provider.providerConnectionId(held.connection),
    status,
    statusReason,
  };
}
