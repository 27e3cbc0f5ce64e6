import type {ErrorCode} from '../../../contract.js';

type Members = Readonly<Record<string, unknown>>;

/** The vendor's widget that a mutation prepares. */
const WIDGETS: Readonly<Record<string, string>> = {connectorPlaidInitialize: 'plaid', connectorMxInitialize: 'mx'};

/** Our code for an aggregator's error code; `backend-unavailable` for every other. */
const CODES: readonly [RegExp, ErrorCode][] = [
  [/RATE_LIMIT|TOO_MANY/, 'rate-limited'],
  [/NOT_SUPPORTED|NO_LONGER/, 'not-repairable'],
  [/^INSTITUTION_/, 'institution-unavailable'],
  [/NOT_FOUND/, 'connection-not-found'],
];

/**
 * Converts a GraphQL answer of Quiltt's connector mutations to the contract's members; any other answer stays as it is.
 * The payload is in `data`, under the mutation's name, or the answer itself. Older schemas name the record's members
 * `connectorStatus` and `connectorToken`, newer ones `status` and `token` (Quiltt's page on updating connections, and
 * generated types of its schema).
 *
 * @throws an object with one of our codes, for an answer that is a failure even at HTTP 200
 */
export function normalise(answer: Members): Members {
  const {data, errors, ...outside} = answer;
  const mutations = membersOf(data === undefined ? outside : data);
  const mutation = Object.keys(WIDGETS).find(name => name in mutations);
  const payload = mutation ? membersOf(mutations[mutation]) : {errors, ...mutations};
  const refused = [payload.errors, errors].find(list => Array.isArray(list) && list.length) as unknown[] | undefined;
  if (refused || payload.success === false) throw failure(membersOf(refused?.[0]));
  if (!mutation && !('record' in payload)) return answer;
  const {connectorStatus, status = connectorStatus, connectorToken, token, url, ...record} = membersOf(payload.record);
  const widget = mutation ? WIDGETS[mutation] : url ? 'mx' : 'plaid';
  return {
    widget,
    ...record,
    status,
    connectorToken: connectorToken ?? token,
    ...(url ? {widgetUrl: url} : {}),
    // Members that the host has added beside the payload take precedence.
    ...Object.fromEntries(
      Object.entries(outside).filter(([name]) => name !== 'success' && name !== 'record' && name !== mutation),
    ),
  };
}

const membersOf = (value: unknown): Members => Object(value) as Members;

/** An error with our code for a provider's error or GraphQL's own. Foreign texts are dropped. */
function failure({code: own, extensions}: Members): Error {
  const told = own ?? membersOf(extensions).code;
  const vendor = typeof told === 'string' ? told : '';
  const [, code = 'backend-unavailable'] = CODES.find(([pattern]) => pattern.test(vendor)) ?? [];
  return Object.assign(new Error('Quiltt: a failure'), {code, vendor: {code: vendor || undefined}});
}
