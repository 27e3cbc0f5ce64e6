import {standIns} from '../../src/sandbox/registry.js';
import type {VariantValue} from '../../src/sandbox/variants.js';

/** How a vendor's stand-in may be, other than by default. */
export interface Variant {
  name: string;
  value: VariantValue;
}

/** Is about webhooks, which no page sees. */
const UNSEEN = /webhook|signature/i;

export const standInOf = (provider: string) => standIns.find(({name}) => name === provider)!;

/** Every single change of a stand-in's behaviour that has a name and is seen; numbers and lists have no end. */
export function variantsOf(provider: string, wanted = /./): Variant[] {
  return Object.entries(standInOf(provider).variants)
    .filter(([name]) => !UNSEEN.test(name) && wanted.test(name))
    .flatMap(([name, {default: initial, choices}]) => {
      const values: readonly VariantValue[] = typeof initial === 'boolean' ? [!initial] : (choices ?? []);
      return values.filter(value => value !== initial).map(value => ({name, value}));
    });
}

/** Vendors take their time in seconds; none of that is what is tested. */
export const withoutDelays = Object.fromEntries(
  standIns.map(({name, variants}) => {
    const delays = Object.keys(variants).filter(variant => /^(statusLag|connecting|sync)Seconds$/.test(variant));
    return [name, Object.fromEntries(delays.map(delay => [delay, 0]))];
  }),
);
