import {startSandbox} from '../../src/sandbox/index.js';
import type {ContractStandIn} from '../../src/testing/index.js';
import {controlOf, type ControlSandbox} from '../e2e/support/sandbox-control.js';
import {withoutDelays} from '../e2e/support/without-delays.js';

/** The longest lifetime of any token plus an hour, in seconds. */
const PAST_ANY_TOKEN = 25 * 3600;

/** A connection, as the sandbox's control API returns it. */
export interface Described extends Readonly<Record<string, unknown>> {
  provider: string;
  id: string;
  status: string;
  environment: string;
}

/** The sandbox, as the stand-in of one provider. */
export interface SandboxStandIn extends ContractStandIn {
  /** The origin of the aggregator's API. */
  readonly api: string;
  readonly control: ControlSandbox;
  /** The host's record, which is kept when the connection at the aggregator changes. */
  record(): Promise<{connection: Described; id: string}>;
  /** Reads the connection. Undefined if it has been removed. */
  connection(): Promise<Described | undefined>;
  /** Changes the connection and its bank. */
  change(change: Readonly<Record<string, string>>): Promise<void>;
}

interface StandInOptions {
  readonly provider: string;
  /** The status of a connection that the person can repair. */
  readonly broken: string;
  /** Whether a connection may be used. The first one is. */
  matches(connection: Described): boolean;
}

/** Starts a sandbox. The caller closes it. */
export async function startSandboxStandIn({provider, broken, matches}: StandInOptions): Promise<SandboxStandIn> {
  const sandbox = await startSandbox({port: 0});
  const control = controlOf(sandbox.url);
  let used: {connection: Described; id: string} | undefined;

  const readAll = async () => {
    const all = (await control('GET', '/connections')) as Described[];
    return all.filter(one => one.provider === provider && one.environment === 'sandbox');
  };
  const record = async () => {
    if (!used) {
      const connection = (await readAll()).find(matches)!;
      used = {connection, id: connection.id};
    }
    return used;
  };
  const connection = async () => {
    const {id} = await record();
    return (await readAll()).find(one => one.id === id);
  };
  const change: SandboxStandIn['change'] = async members => {
    const {id} = await record();
    await control('PATCH', `/connections/${provider}/${encodeURIComponent(id)}`, members);
  };

  return {
    url: sandbox.url,
    api: sandbox.origins[provider]!,
    control,
    record,
    connection,
    change,
    async reset() {
      await control('POST', '/reset');
      await control('PATCH', '/variants', withoutDelays);
      used = undefined;
      await change({status: broken});
    },
    status: async () => (await connection())?.status,
    setStatus: status => change({status}),
    keepBroken: () => change({repairOutcome: 'still-broken'}),
    async failApi(failure) {
      await control('PUT', '/faults', {[provider]: failure ?? null});
    },
    async expireTokens() {
      await control('POST', '/clock', {advanceSeconds: PAST_ANY_TOKEN});
    },
    breakBank: () => change({bank: 'down'}),
    useBankWindow: () => change({bank: 'oauth-coop'}),
    useConnection(id) {
      if (used) used.id = id;
    },
    close: () => sandbox.close(),
  };
}
