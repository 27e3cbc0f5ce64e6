import assert from 'node:assert/strict';
import {test} from 'node:test';
import {accountsOf, eventDataOf, institutionOf} from '../../../src/providers/plaid/widget/metadata.js';

test('eventDataOf returns the allowed fields only', () => {
  const allowed = {
    error_code: 'INVALID_CREDENTIALS',
    error_type: 'ITEM_ERROR',
    exit_status: 'requires_credentials',
    institution_id: 'ins_1',
    institution_name: 'First Harbor Bank',
    is_update_mode: 'true',
    link_session_id: 'session',
    mfa_type: 'code',
    request_id: 'request',
    timestamp: '2026-01-01T00:00:00Z',
    view_name: 'CREDENTIAL',
  };
  const forbidden = {
    routing_number: '110000000',
    account_number_mask: '6789',
    institution_search_query: 'my secret bank',
    selection: 'phone',
    match_reason: 'x',
    error_message: 'free text',
    public_token: 'public-x',
    a_new_key: 'unknown',
  };
  assert.deepEqual(eventDataOf({...forbidden, ...allowed}), allowed);
});

test('accountsOf returns the name and the mask of an account, without its number', () => {
  const allowed = {id: 'a', name: 'Checking', mask: '4821', type: 'depository', subtype: 'checking'};
  assert.deepEqual(accountsOf({accounts: [{...allowed, account_number: '1', verification_status: 'x'}]}), [allowed]);
});

test('missing metadata is accepted', () => {
  assert.deepEqual(eventDataOf(null), {});
  assert.equal(accountsOf(null), undefined);
  assert.equal(institutionOf(null), undefined);
  assert.equal(institutionOf({institution: null}), undefined);
  assert.deepEqual(institutionOf({institution: {institution_id: 'i', name: 'N'}}), {id: 'i', name: 'N'});
});
