import type {Environment} from '../../../sandbox/connections.js';

/** The JSON body of a call. */
export type CallBody = Readonly<Record<string, unknown>>;

/** Handles one call. Returns the response body without its `request_id`. */
export type Call = (body: CallBody, environment: Environment) => Record<string, unknown>;

/** Calls by path. */
export type Calls = Readonly<Record<string, Call>>;
