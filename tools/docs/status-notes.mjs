// Notes on rows of the status tables that a source contradicts or does not confirm. Only the documentation uses them.

const unverifiedRefresh =
  'What `canRefresh` says is unverified: the pages of MX do not tell from which statuses an aggregation may be asked for.';

/** @type {Record<string, {of: string[], text: string}[]>} by provider; `of` names the statuses */
export const statusNotes = {
  meld: [
    {
      of: ['RECONNECT_REQUIRED'],
      text: 'As printed on the page of errors and reasons. The guide to refreshing says that such a connection cannot be refreshed, and that the call answers 409.',
    },
    {
      of: ['PARTIALLY_ACTIVE', 'UNDETERMINED'],
      text: 'As printed there. The table of operations does not name them among the statuses that a repair may begin from, and the documentation of 2022 calls `PARTIALLY_ACTIVE` not repairable. In practice the 409 of Meld decides, which the backend kit answers as `not-repairable`.',
    },
    {
      of: ['RECONNECT_AVAILABLE', 'CUSTOMER_ACTION_REQUIRED'],
      text: 'Names of the version of 2022. That they mean what `RECONNECT_REQUIRED` means now is unverified.',
    },
  ],
  mx: [{of: ['DEGRADED', 'DELAYED', 'FAILED'], text: unverifiedRefresh}],
  plaid: [
    {
      of: ['USER_PERMISSION_REVOKED'],
      text: 'Plaid may refuse a repair after it; then the bank has to be added anew.',
    },
  ],
  quiltt: [
    {
      of: ['UPGRADING'],
      text: 'Known from the GraphQL schema only; the REST description does not have it.',
    },
  ],
};
