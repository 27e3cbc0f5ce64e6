/**
 * Offline stand-ins for the aggregators, with banks to log in to and connections to break. A development tool: it
 * holds its state in memory, knows public credentials only, and serves this machine alone unless told otherwise.
 */
export {startSandbox} from './start.js';
export type {Sandbox, SandboxOptions} from './start.js';
