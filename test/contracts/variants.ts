import {standIns} from '../../src/sandbox/registry.js';
import type {VariantValue} from '../../src/sandbox/variants.js';

/** A variant of a vendor's stand-in. */
interface Variant {
  name: string;
  value: VariantValue;
}

/** The names of variants that concern only webhooks, which do not affect the page. */
const WEBHOOK_VARIANTS = /webhook|signature/i;

export const standInOf = (provider: string) => standIns.find(({name}) => name === provider)!;

/** All variants with a finite set of values that affect the page. */
export function variantsOf(provider: string, wanted = /./): Variant[] {
  return Object.entries(standInOf(provider).variants)
    .filter(([name]) => !WEBHOOK_VARIANTS.test(name) && wanted.test(name))
    .flatMap(([name, {default: initial, choices}]) => {
      const values: readonly VariantValue[] = typeof initial === 'boolean' ? [!initial] : (choices ?? []);
      return values.filter(value => value !== initial).map(value => ({name, value}));
    });
}
