// The meaning of a status without the element, for a page that shows statuses only.
import './register-providers.js';

export {describeConnection} from './element/describe-connection.js';
export type {AdviceKey, ConnectionHealth, Health} from './health/health.js';
export type {DescribedConnection} from './repair/judge.js';
