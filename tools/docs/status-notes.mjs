// Notes on rows of the status tables that a source contradicts or does not confirm. Only the documentation uses them.

const unverifiedRefresh =
  'The values of `canRefresh` are unverified: MX does not document the statuses that allow an aggregation.';

/** @type {Record<string, {of: string[], text: string}[]>} by provider; `of` names the statuses */
export const statusNotes = {
  meld: [
    {
      of: ['RECONNECT_REQUIRED'],
      text: 'According to Meld’s page on errors and reasons. Its guide to refreshing contradicts it: such a connection cannot be refreshed, and the call returns 409.',
    },
    {
      of: ['PARTIALLY_ACTIVE', 'UNDETERMINED'],
      text: 'According to the same page. Meld’s table of operations does not list them among the statuses that allow a repair, and its documentation of 2022 calls `PARTIALLY_ACTIVE` not repairable. If Meld refuses the repair with 409, the backend kit returns `not-repairable`.',
    },
    {
      of: ['RECONNECT_AVAILABLE', 'CUSTOMER_ACTION_REQUIRED'],
      text: 'Names from Meld’s API of 2022. It is unverified that they mean the same as `RECONNECT_REQUIRED`.',
    },
  ],
  mx: [{of: ['DEGRADED', 'DELAYED', 'FAILED'], text: unverifiedRefresh}],
  plaid: [
    {
      of: ['USER_PERMISSION_REVOKED'],
      text: 'Plaid may refuse to repair such a connection; then the person has to connect the bank again.',
    },
  ],
  quiltt: [
    {
      of: ['UPGRADING'],
      text: 'Only in the GraphQL schema, not in the REST description.',
    },
  ],
};
