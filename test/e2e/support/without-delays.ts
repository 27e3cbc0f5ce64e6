import {standIns} from '../../../src/sandbox/registry.js';

/** Variants that set all delays of the sandbox to 0. */
export const withoutDelays = Object.fromEntries(
  standIns.map(({name, variants}) => {
    const delays = Object.keys(variants).filter(variant => /^(statusLag|connecting|sync)Seconds$/.test(variant));
    return [name, Object.fromEntries(delays.map(delay => [delay, 0]))];
  }),
);
