import {createRepairBackend} from '../../src/backend/index.js';
import type {Provider, ProviderConnection, StatusChange, WebhookEvent} from '../../src/backend/index.js';
import {json, own} from './support.js';

export interface Toy extends ProviderConnection {
  provider: 'toy';
  id: string;
  tenant?: string;
}

/** Creates a backend with a fake provider. Its deliveries are lists of events, and the test sets its status. */
export function toyBackend(options: Partial<Parameters<typeof createRepairBackend<Provider<Toy>>>[0]> = {}) {
  const changes: StatusChange<Toy>[] = [];
  const read: Toy[] = [];
  const vendor = {answer: (): {status: string; statusReason: string | null} => ({status: 'FINE', statusReason: null})};
  const row = {canReconnect: true, canRefresh: true, advice: 'healthy'} as const;
  const toy: Provider<Toy> = {
    name: 'toy',
    health: {
      statuses: {
        FINE: {'': {...row, health: 'healthy'}, ENDS: {...row, health: 'worth-repairing', advice: 'expiring'}},
        BROKEN: {'': {...row, health: 'needs-person', advice: 'sign-in'}},
      },
    },
    providerConnectionId: ({id}) => id,
    createRepairToken: (_connection, _request, {known}) => Promise.resolve({status: 'ACTION_REQUIRED', known}),
    completeRepair: () => Promise.resolve(vendor.answer()),
    readStatus: connection => {
      read.push(connection);
      return Promise.resolve().then(() => vendor.answer());
    },
    webhooks: {
      rememberIds: 60_000,
      warnings: ['ENDS', 'NEW'],
      verify: () => Promise.resolve(),
      read: ({body}) => Promise.resolve(JSON.parse(new TextDecoder().decode(body)) as WebhookEvent[]),
    },
  };
  const backend = createRepairBackend<Provider<Toy>>({
    providers: [toy],
    findConnection: (_, id) => ({provider: 'toy', id}),
    statusInterval: 0,
    onStatusChange: change => void changes.push(change),
    ...options,
  });
  const send = (...events: Partial<WebhookEvent>[]) =>
    backend.fetch(
      new Request(`${own}/api/bank/webhooks/toy`, {
        method: 'POST',
        body: JSON.stringify(events.map(event => ({type: 'e', providerConnectionId: 'c', at: Date.now(), ...event}))),
      }),
    );
  const status = async () =>
    await json(await backend.fetch(new Request(`${own}/api/bank/status?connectionId=c&repairId=r`)));
  const states = () => changes.map(({status, statusReason}) => `${status} ${String(statusReason)}`);
  return {backend, send, status, changes, states, read, vendor};
}

export const broken: Partial<WebhookEvent> = {change: {kind: 'status', status: 'BROKEN', statusReason: null}};
export const fine: Partial<WebhookEvent> = {change: {kind: 'status', status: 'FINE', statusReason: null}};
export const ends: Partial<WebhookEvent> = {change: {kind: 'warning', status: 'FINE', statusReason: 'ENDS'}};
