import * as fc from 'fast-check';

const {PROPERTY_RUNS, PROPERTY_SEED} = process.env;

/** Fixed, so that every run tries the same cases, unless the number of cases is set. */
const seed = Number(PROPERTY_SEED ?? (PROPERTY_RUNS ? Date.now() % 2 ** 31 : 20_261_127));

if (PROPERTY_RUNS) process.stderr.write(`${PROPERTY_RUNS} cases per property, PROPERTY_SEED=${seed}\n`);

/**
 * Checks a property. `PROPERTY_RUNS=5000` tries 5000 cases with a random seed, which is printed. `PROPERTY_SEED` repeats
 * them.
 *
 * @param numRuns the number of cases without `PROPERTY_RUNS`
 */
export async function check(property: fc.IRawProperty<unknown>, numRuns = 200): Promise<void> {
  await fc.assert(property, {seed, numRuns: Number(PROPERTY_RUNS ?? numRuns)});
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
