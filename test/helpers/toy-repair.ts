import {loadEngine, loadStatus} from '../../src/element/lazy-parts.js';
import {registerProvider, type BankReconnectElement, type ConnectionStatus} from '../../src/index.js';
import type {WidgetContext, WidgetOutcome, WidgetProvider} from '../../src/providers/provider.js';
import type {Clock} from './clock.js';
import {record} from './events.js';
import {create} from './fixture.js';

let current: {context: WidgetContext; end: (outcome: WidgetOutcome) => void} | undefined;

const widget: WidgetProvider = {
  read: () => ({life: 1800, url: 'https://toy.example/widget'}),
  async open(context) {
    if (context.display === 'popup') return context.runInPopup();
    return new Promise(resolve => {
      current = {context, end: resolve};
      context.reportShown({movable: true, focus: () => undefined, destroy: () => undefined});
      context.reportMessage();
    });
  },
};

/** Registers a provider without network and frames, whose code loads after `load`. */
export const registerToy = (name: string, load: Promise<unknown> = Promise.resolve()): void =>
  registerProvider(name, {
    displays: ['modal', 'popup'],
    origins: ['https://toy.example'],
    load: async () => {
      await load;
      return {widget};
    },
    loadHealth: () => ({
      health: {
        statuses: {
          ACTIVE: {'': {health: 'healthy', canReconnect: false, canRefresh: false, advice: 'healthy'}},
          WORN: {'': {health: 'worth-repairing', canReconnect: true, canRefresh: false, advice: 'expiring'}},
          BROKEN: {'': {health: 'needs-person', canReconnect: true, canRefresh: false, advice: 'sign-in'}},
        },
      },
    }),
  });
registerToy('toy');

/** A repair without network and frames, for tests with a fake clock. */
export async function createToy(
  attributes: Readonly<Record<string, string>> = {},
  properties: Partial<BankReconnectElement> = {},
) {
  // Loaded before the test, because a fake clock does not wait for the network.
  await Promise.all([loadEngine(), loadStatus()]);
  const backend = {
    status: 'BROKEN',
    repair: undefined as ConnectionStatus['repair'],
    isReachable: true,
    isHanging: false,
    updatedAt: undefined as string | undefined,
    /** The times of the status requests, on the page's clock. */
    times: [] as number[],
  };
  const element = await create(
    {'connection-id': 'conn_t', provider: 'toy', ...attributes},
    {
      fetchToken: () => ({provider: 'toy'}),
      fetchStatus: () => {
        backend.times.push(performance.now());
        if (!backend.isReachable) throw new TypeError('No network');
        if (backend.isHanging) return new Promise(() => undefined);
        const {status, repair, updatedAt} = backend;
        return {provider: 'toy', status, statusReason: null, ...(updatedAt && {updatedAt}), ...(repair && {repair})};
      },
      ...properties,
    },
  );
  const events = record(element);
  return {
    element,
    events,
    backend,
    /** The gaps between the status requests, in milliseconds. */
    gaps: () => backend.times.slice(1).map((time, at) => time - backend.times[at]!),
    async open(clock: Clock) {
      current = undefined;
      const exit = element.open();
      await clock.until(() => element.state === 'open', 'the open widget');
      return {exit};
    },
    widget: () => current!,
  };
}
