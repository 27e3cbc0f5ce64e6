import {standIns} from '../../../src/sandbox/registry.js';

/** Settings of the sandbox's variants in which no stand-in waits. */
export const withoutDelays = Object.fromEntries(
  standIns.map(({name, variants}) => {
    const delays = Object.keys(variants).filter(variant => /^(statusLag|connecting|sync)Seconds$/.test(variant));
    return [name, Object.fromEntries(delays.map(delay => [delay, 0]))];
  }),
);
