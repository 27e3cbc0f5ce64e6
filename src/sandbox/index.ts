/**
 * Offline stand-ins for the aggregators, with banks to log in to and connections to break. It is a development tool: its
 * state is in memory, its credentials are public, and by default it listens on the loopback interface only.
 */
export {startSandbox} from './start.js';
export type {SandboxConnection} from './samples.js';
export type {Sandbox, SandboxOptions} from './start.js';
