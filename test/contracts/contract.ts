import type {Provider, ProviderConnection} from '../../src/backend/index.js';
import type {ContractVariant, ProviderContract, VariantSituation} from '../../src/testing/index.js';
import {startSandboxStandIn, type Described, type SandboxStandIn} from './sandbox-stand-in.js';
import {standInOf, variantsOf} from './variants.js';

/** A situation, with changes of the connection and its bank before the element's button is clicked. */
interface SandboxSituation extends VariantSituation<SandboxStandIn> {
  readonly change?: Readonly<Record<string, string>>;
}

/** The facts about a provider of this package that its stand-in does not declare. */
export interface SandboxContract extends Pick<ProviderContract, 'broken' | 'beyondRepair' | 'display' | 'cancel'> {
  /** The provider, followed after a comma by the way to use it. */
  readonly name: string;
  /** How an attempt ends whose person leaves because the bank is down: the exit and, if there is one, the error's code. */
  readonly down: string;
  /** The variants of the stand-in that have an effect in this entry; all by default. */
  readonly variants?: RegExp;
  /** The situations of variants that need one, by the variant's name, or by its name and value. */
  readonly situations?: Readonly<Record<string, SandboxSituation>>;
  /** Whether the widget is that of another entry, so that engines do not differ. */
  readonly hasWidgetOfOther?: boolean;
  /** The connection of the stand-in to use; the first by default. */
  matches?(connection: Described): boolean;
  /** Makes the kit's provider for the stand-in at that origin. */
  backend(origin: string): Provider;
  /** Makes the host's record of the connection. `id` is the aggregator's id since the last repair. */
  connection(described: Described, id: string): ProviderConnection & Readonly<Record<string, unknown>>;
}

export const providerOf = ({name}: Pick<SandboxContract, 'name'>): string => name.split(',')[0]!;

/** Makes the contract of a provider that the sandbox stands in for. */
export function toContract(entry: SandboxContract): ProviderContract<SandboxStandIn> {
  const provider = providerOf(entry);
  const {name, broken, beyondRepair, display, cancel} = entry;
  const [exit, code] = entry.down.split(' ') as ['aborted' | 'errored', ...['institution-unavailable'?]];
  return {
    provider,
    name,
    broken,
    beyondRepair,
    cancel,
    ...(display && {display}),
    healthy: standInOf(provider).healthyStatus,
    bankDown: {alert: 'cannot be reached', exit, ...(code && {code})},
    hasBankWindow: true,
    variants: contractVariantsOf(entry),
    startStandIn: () =>
      startSandboxStandIn({provider, broken, matches: connection => entry.matches?.(connection) ?? true}),
    backend: ({api}) => entry.backend(api),
    async connection(standIn) {
      const {connection, id} = await standIn.record();
      return entry.connection(connection, id);
    },
  };
}

function contractVariantsOf({variants, situations = {}, ...entry}: SandboxContract): ContractVariant<SandboxStandIn>[] {
  const provider = providerOf(entry);
  return variantsOf(provider, variants).map(({name, value}) => {
    const what = `${name} ${String(value)}`;
    return {
      name: what,
      concernsDeadTokens: /^(dead|used)/.test(name),
      situation: toSituation(situations[what] ?? situations[name]),
      async set({control}) {
        await control('PATCH', '/variants', {[provider]: {[name]: value}});
      },
    };
  });
}

function toSituation(situation: SandboxSituation | undefined): VariantSituation<SandboxStandIn> | undefined {
  if (!situation?.change) return situation;
  const {change, ...rest} = situation;
  return {
    ...rest,
    async before(fixture) {
      await fixture.standIn.change(change);
      await rest.before?.(fixture);
    },
  };
}
