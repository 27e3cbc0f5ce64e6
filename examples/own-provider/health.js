// What a status of Mossgate means for the person. The element and the backend use the same table.

/** The meaning of a status without a reason. Mossgate has no reasons. */
const meaning = (health, canReconnect, advice) => ({'': {health, canReconnect, canRefresh: false, advice}});

/** @type {import('bank-reconnect').HealthTable} */
export const health = {
  statuses: {
    active: meaning('healthy', false, 'healthy'),
    login_required: meaning('needs-person', true, 'sign-in'),
    closed: meaning('gone', false, 'connect-anew'),
  },
};
