import * as fc from 'fast-check';

/**
 * Checks a property with a fixed seed, so that every run tries the same cases. `PROPERTY_RUNS=5000` tries 5000 cases with
 * a random seed, which the message of a failure contains.
 */
export async function check(property: fc.IRawProperty<unknown>, numRuns = 200): Promise<void> {
  const {PROPERTY_RUNS} = process.env;
  await fc.assert(property, PROPERTY_RUNS ? {numRuns: Number(PROPERTY_RUNS)} : {seed: 20_261_127, numRuns});
}

/** Member names with a meaning in JavaScript. */
const specialNames = ['toString', 'valueOf', '__proto__', 'constructor', 'length', 'then', 'toJSON'];

/** Any JSON value whose objects often have one of these members. */
export function jsonWith(names: readonly string[], texts: readonly string[] = []): fc.Arbitrary<unknown> {
  const key = fc.oneof(
    {weight: 6, arbitrary: fc.constantFrom(...names)},
    {weight: 1, arbitrary: fc.constantFrom(...specialNames)},
    {weight: 1, arbitrary: fc.string({maxLength: 4})},
  );
  const {value} = fc.letrec<{value: unknown}>(tie => ({
    value: fc.oneof(
      {depthSize: 'small', withCrossShrink: true},
      fc.constantFrom<unknown>(null, true, false, 0, '', ...texts),
      fc.double({noNaN: true, noDefaultInfinity: true}),
      fc.string({maxLength: 8}),
      fc.array(tie('value'), {maxLength: 3}),
      fc
        .array(fc.tuple(key, tie('value')), {maxLength: 6})
        // Like `JSON.parse`, which treats `__proto__` as an ordinary member.
        .map(members => Object.fromEntries(members) as unknown),
    ),
  }));
  return value;
}
