import type {ErrorCode} from '../../../contract.js';

type Members = Readonly<Record<string, unknown>>;

/** Which vendor's widget a mutation prepares. */
const WIDGETS: Readonly<Record<string, string>> = {connectorPlaidInitialize: 'plaid', connectorMxInitialize: 'mx'};

/** What an aggregator's error code means, where it is more than that the backend could not do it. */
const CODES: readonly [RegExp, ErrorCode][] = [
  [/RATE_LIMIT|TOO_MANY/, 'rate-limited'],
  [/NOT_SUPPORTED|NO_LONGER/, 'not-repairable'],
  [/^INSTITUTION_/, 'institution-unavailable'],
  [/NOT_FOUND/, 'connection-not-found'],
];

/**
 * A GraphQL answer of Quiltt's connector mutations in the words of the contract; any other is left as it is. It is found
 * in `data`, under the mutation's name, or as the payload itself. Older schemas call the record's members
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
    // What a host has put beside the payload counts.
    ...Object.fromEntries(
      Object.entries(outside).filter(([name]) => !/^(success|record)$/.test(name) && name !== mutation),
    ),
  };
}

const membersOf = (value: unknown): Members => Object(value) as Members;

/** The code of a provider's error, or of GraphQL's own. Texts are not taken over. */
function failure({code: own, extensions}: Members): Error {
  const vendor = (own ?? membersOf(extensions).code) as string | undefined;
  const [, code = 'backend-unavailable'] = CODES.find(([pattern]) => pattern.test(`${vendor}`)) ?? [];
  return Object.assign(new Error('Quiltt: a failure'), {code, vendor: {code: vendor}});
}
