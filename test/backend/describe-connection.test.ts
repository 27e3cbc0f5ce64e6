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

test('describeConnection takes the tables of the host’s own providers, which do not replace a table of the package', () => {
  const row = {health: 'needs-bank', canReconnect: false, canRefresh: false, advice: 'at-bank'} as const;
  const own = {acme: {statuses: {LOCKED: {'': row}}}, meld: {statuses: {ACTIVE: {'': row}}}};
  assert.deepEqual(describeConnection({provider: 'acme', status: 'LOCKED'}, own), row);
  assert.equal(describeConnection({provider: 'acme', status: 'OTHER'}, own).health, 'unknown');
  assert.equal(describeConnection({provider: 'constructor', status: 'LOCKED'}, own).health, 'unknown');
  assert.equal(describeConnection({provider: 'meld', status: 'ACTIVE'}, own).health, 'healthy');
});
