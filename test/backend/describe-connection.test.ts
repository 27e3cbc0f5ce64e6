import assert from 'node:assert/strict';
import {test} from 'node:test';
import {describeConnection} from '../../src/backend/index.js';

test('describeConnection returns the row of the provider’s table', () => {
  for (const [provider, status, statusReason, health, advice] of [
    ['plaid', 'HEALTHY', 'PENDING_DISCONNECT', 'worth-repairing', 'expiring'],
    ['plaid', 'ITEM_LOGIN_REQUIRED', null, 'needs-person', 'sign-in'],
    ['meld', 'ACTIVE', null, 'healthy', 'healthy'],
    ['meld', 'RECONNECT_REQUIRED', 'A_NEW_REASON', 'needs-person', 'sign-in'],
    ['mx', 'CONNECTED', undefined, 'healthy', 'healthy'],
    ['quiltt', 'SYNCED', undefined, 'healthy', 'healthy'],
  ] as const) {
    const described = describeConnection({provider, status, statusReason});
    assert.deepEqual([described.health, described.advice], [health, advice], `${provider} ${status}`);
    assert.deepEqual(Object.keys(described).sort(), ['advice', 'canReconnect', 'canRefresh', 'health']);
  }
});

test('describeConnection returns unknown for an unknown status or provider', () => {
  const unknown = {health: 'unknown', canReconnect: true, canRefresh: false, advice: 'unknown'};
  for (const [provider, status] of [
    ['plaid', 'A_NEW_STATUS'],
    ['plaid', 'constructor'],
    ['plaid', undefined],
    ['meld', null],
    ['unknown', 'ACTIVE'],
    ['constructor', 'ACTIVE'],
  ] as const) {
    assert.deepEqual(describeConnection({provider, status}), unknown, `${provider} ${String(status)}`);
  }
});
