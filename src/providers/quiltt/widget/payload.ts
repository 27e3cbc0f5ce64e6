import type {ErrorCode} from '../../../contract.js';

type Members = Readonly<Record<string, unknown>>;

/** The widgets of the mutations. */
const WIDGETS: Readonly<Record<string, string>> = {connectorPlaidInitialize: 'plaid', connectorMxInitialize: 'mx'};

/** The contract's codes for aggregators' error codes. Every other one is `backend-unavailable`. */
const CODES: readonly [RegExp, ErrorCode][] = [
  [/RATE_LIMIT|TOO_MANY/, 'rate-limited'],
  [/NOT_SUPPORTED|NO_LONGER/, 'not-repairable'],
  [/^INSTITUTION_/, 'institution-unavailable'],
  [/NOT_FOUND/, 'connection-not-found'],
];

/**
 * Converts a GraphQL answer of Quiltt's connector mutations to the contract's members. Returns any other answer
 * unchanged. The payload is in `data`, under the mutation's name, or the answer itself. Older schemas name the record's
 * members `connectorStatus` and `connectorToken`, newer ones `status` and `token` (Quiltt's page on updating
 * connections, and generated types of its schema).
 *
 * @throws an object with an `ErrorCode` as `code`, for a failure, which may have HTTP status 200
 */
export function normalise(answer: Members): Members {
  const {data, errors, ...outside} = answer;
  const mutations = membersOf(data === undefined ? outside : data);
  const mutation = Object.keys(WIDGETS).find(name => name in mutations);
  const payload = mutation ? membersOf(mutations[mutation]) : {errors, ...mutations};
  const refused = [payload.errors, errors].find(list => Array.isArray(list) && list.length) as unknown[] | undefined;
  if (refused || payload.success === false) throw failure(membersOf(refused?.[0]));
  if (!mutation && !('record' in payload)) return answer;
  const {connectorStatus, status, connectorToken, token, url, ...record} = membersOf(payload.record);
  const widget = mutation ? WIDGETS[mutation] : url ? 'mx' : 'plaid';
  return {
    widget,
    ...record,
    status: status ?? connectorStatus,
    connectorToken: connectorToken ?? token,
    ...(url ? {widgetUrl: url} : {}),
    // Members that the host has added outside the payload take precedence.
    ...Object.fromEntries(
      Object.entries(outside).filter(([name]) => name !== 'success' && name !== 'record' && name !== mutation),
    ),
  };
}

const membersOf = (value: unknown): Members => Object(value) as Members;

/** Returns an error with the contract's code for an error of the provider or of GraphQL. Vendors' texts are dropped. */
function failure(error: Members): Error {
  const code = error.code ?? membersOf(error.extensions).code;
  const vendorCode = typeof code === 'string' ? code : '';
  const match = CODES.find(([pattern]) => pattern.test(vendorCode));
  const members = {code: match?.[1] ?? 'backend-unavailable', vendor: {code: vendorCode || undefined}};
  return Object.assign(new Error('Quiltt: a failure'), members);
}
