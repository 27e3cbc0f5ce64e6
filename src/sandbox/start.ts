import {Authorizations} from './banks/authorizations.js';
import {bankSite} from './banks/bank-site.js';
import {Clock} from './clock.js';
import {controlApp} from './control/app.js';
import {Faults} from './faults.js';
import {listen, type Handler, type Listener, type UpgradeHandler} from './listen.js';
import {standIns} from './registry.js';
import {sampleConnections, type SandboxConnection} from './samples.js';
import type {StandIn} from './stand-in.js';
import {Variants} from './variants.js';
import {Webhooks} from './webhooks.js';
import type {World} from './world.js';

export interface SandboxOptions {
  /**
   * The port of the control origin, 4174 by default. The bank and the vendors use the ports after it, in the order of
   * the registry. With 0, the system picks a free port for each server.
   */
  port?: number;
  /** The address to listen on, 127.0.0.1 by default. An address that is not loopback lets other machines connect. */
  host?: string;
  /** The base time of the sandbox's clock, in milliseconds since the epoch. `Date.now` by default. */
  now?: () => number;
  /** The webhook URLs, by vendor. By default, no webhooks are sent. */
  webhooks?: Readonly<Record<string, string>>;
}

/** A running sandbox. Origins have no trailing slash. */
export interface Sandbox {
  /** The control origin. */
  url: string;
  /** The origins of the control page, the bank and each vendor, by name. */
  origins: {control: string; bank: string; [provider: string]: string};
  /** Returns a broken connection of each vendor, with what a host needs to repair it with the backend kit. */
  connections(): SandboxConnection[];
  /** Stops all servers and closes their connections. */
  close(): Promise<void>;
}

/** One port for the control page, one for the bank, one for each vendor. */
const portCount = 2 + standIns.length;

/** The highest first port that leaves room for the other ports. */
export const lastPort = 65_536 - portCount;

/**
 * Starts all servers of a sandbox. Several sandboxes in one process share no state.
 * @throws {RangeError} for an invalid port, or one that leaves no room for the other ports
 * @throws {NotAllowedError} for an invalid webhook URL or an unknown vendor
 * @throws {Error} when a port or the address is not available; all servers are stopped then
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const {port = 4174, host = '127.0.0.1', now = Date.now, webhooks = {}} = options;
  if (!Number.isInteger(port) || port < 0 || port > lastPort) {
    throw new RangeError(
      `The sandbox needs ${portCount} ports in a row: its first must be from 1 to ${lastPort}, or 0, not ${port}.`,
    );
  }
  const origins: Sandbox['origins'] = {control: '', bank: ''};
  const world = createWorld(now, origins, webhooks);
  const handlers: [string, Handler, (UpgradeHandler | undefined)?][] = [
    ['control', handlerOf(controlApp(world))],
    ['bank', handlerOf(bankSite(world.authorizations))],
    ...standIns.map(({name}): [string, Handler, (UpgradeHandler | undefined)?] => {
      const standIn = world.standIn(name);
      return [
        name,
        request => world.faults.answer(name, request) ?? standIn.fetch(request),
        standIn.upgrade?.bind(standIn),
      ];
    }),
  ];
  const listeners: Listener[] = [];
  const close = async () => {
    world.close();
    await Promise.all(listeners.map(listener => listener.close()));
  };
  try {
    for (const [index, [name, handler, upgrade]] of handlers.entries()) {
      const listener = await listen(handler, port === 0 ? 0 : port + index, host, upgrade);
      listeners.push(listener);
      origins[name] = listener.origin;
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {url: origins.control, origins, connections: () => sampleConnections(world), close};
}

function handlerOf(app: {fetch: Handler}): Handler {
  return request => app.fetch(request);
}

function createWorld(
  now: () => number,
  origins: Sandbox['origins'],
  destinations: Readonly<Record<string, string>>,
): World {
  const clock = new Clock(now);
  const authorizations = new Authorizations(clock);
  const variants = new Variants(Object.fromEntries(standIns.map(({name, variants}) => [name, variants])));
  const secrets = Object.fromEntries(standIns.map(({name, webhookSecret}) => [name, webhookSecret]));
  const webhooks = new Webhooks(clock, secrets, destinations);
  const faults = new Faults(Object.fromEntries(standIns.map(({name, faults}) => [name, faults])));
  const running = new Map<string, StandIn>(
    standIns.map(definition => [
      definition.name,
      definition.start({
        clock,
        authorizations,
        bankOrigin: () => origins.bank,
        ownOrigin: () => origins[definition.name] ?? '',
        originOf: vendor => origins[vendor] ?? '',
        variants: () => variants.of(definition.name),
        webhooks: webhooks.of(definition.name),
      }),
    ]),
  );
  return {
    clock,
    authorizations,
    variants,
    webhooks,
    faults,
    origins,
    standIn(name) {
      const standIn = running.get(name);
      if (!standIn) throw new Error(`There is no stand-in for ${name}.`);
      return standIn;
    },
    reset() {
      clock.reset();
      variants.reset();
      authorizations.reset();
      webhooks.reset();
      faults.reset();
      for (const standIn of running.values()) standIn.reset();
    },
    close() {
      webhooks.close();
      clock.close();
    },
  };
}
