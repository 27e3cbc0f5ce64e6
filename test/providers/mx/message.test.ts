import assert from 'node:assert/strict';
import {test} from 'node:test';
import {errorOf, eventDataOf, parseMessage} from '../../../src/providers/mx/widget/message.js';

const metadata = {member_guid: 'MBR-1', user_guid: 'USR-1', session_guid: 'SES-1'};

test('parseMessage reads a message of version 4', () => {
  const {name, type, data} = parseMessage({mx: true, type: 'mx/connect/memberConnected', metadata});
  assert.deepEqual({name, type, data}, {name: 'memberconnected', type: 'mx/connect/memberConnected', data: metadata});
});

test('parseMessage ignores the case of a type', () => {
  assert.equal(parseMessage({mx: true, type: 'mx/connect/memberconnected', metadata}).name, 'memberconnected');
  assert.equal(parseMessage({mx: true, type: 'MX/CONNECT/BACKTOSEARCH'}).name, 'backtosearch');
});

test('parseMessage distinguishes types without "connect" and with another level', () => {
  assert.equal(parseMessage({mx: true, type: 'mx/load'}).name, 'load');
  assert.equal(parseMessage({mx: true, type: 'mx/connect/loaded'}).name, 'loaded');
  assert.equal(parseMessage({mx: true, type: 'mx/connect/connected/primaryAction'}).name, 'connected/primaryaction');
  assert.equal(parseMessage({mx: true, type: 'mx/pulse/memberDeleted'}).name, 'pulse/memberdeleted');
});

test('parseMessage reads an older message, which is a JSON string with a payload', () => {
  const posted = JSON.stringify({moneyDesktop: true, type: 'memberConnected', payload: metadata, timeStamp: 5});
  const {name, data} = parseMessage(posted);
  assert.deepEqual({name, data}, {name: 'memberconnected', data: metadata});
});

for (const [older, name] of [
  ['mxConnect:memberAdded', 'memberconnected'],
  ['mxConnect:widgetLoaded', 'loaded'],
  ['mxconnect:memberadded', 'memberconnected'],
  ['memberAdded', 'memberconnected'],
  ['load', 'load'],
  ['ping', 'ping'],
  ['focusTrap', 'focustrap'],
  ['mx/connect/memberConnected', 'memberconnected'],
  ['mx/connect/backToSearch', 'backtosearch'],
] as const) {
  test(`parseMessage reads ${older} before version 4, with a payload or with metadata`, () => {
    for (const members of [{payload: metadata}, {metadata}]) {
      const message = {moneyDesktop: true, type: older, timeStamp: 5, ...members};
      for (const posted of [message, JSON.stringify(message)]) {
        assert.deepEqual(parseMessage(posted), {name, type: older, data: metadata});
      }
    }
  });
}

test('parseMessage reads version 4 with a payload', () => {
  assert.deepEqual(parseMessage({mx: true, type: 'mx/connect/memberConnected', payload: metadata}).data, metadata);
});

const invalid = {
  null: null,
  undefined,
  'a number': 5,
  'an empty string': '',
  'a string': 'mx/connect/memberConnected',
  'invalid JSON': '{"mx":true',
  'JSON null': 'null',
  'a list': ['mx/connect/memberConnected'],
  'another type': {mx: true, type: {}},
  'no type': {mx: true},
  'no flag': {type: 'mx/connect/memberConnected'},
  'a flag that is not true': {mx: 'true', type: 'mx/connect/memberConnected'},
};
for (const [what, posted] of Object.entries(invalid)) {
  test(`parseMessage returns no name for ${what}`, () => assert.equal(parseMessage(posted).name, ''));
}

test('eventDataOf returns no fields for metadata that is not an object', () => {
  for (const metadata of [null, 'x', 5, undefined]) {
    assert.deepEqual(eventDataOf(parseMessage({mx: true, type: 'mx/load', metadata}).data), {});
  }
});

test('eventDataOf returns the allowed fields only, on both levels', () => {
  const data = {
    ...metadata,
    url: 'https://bank.example/?secret',
    query: 'my bank',
    name: 'Meridian',
    connection_status: 2,
    did_go_back: false,
    previous: null,
    member: {guid: 'MBR-1', connection_status: 2, url: 'https://bank.example/?secret', member: {guid: 'MBR-1'}},
    institution: {guid: 'INS-1', code: 'meridian', name: 'Meridian'},
  };
  assert.deepEqual(eventDataOf(data), {
    member_guid: 'MBR-1',
    connection_status: 2,
    did_go_back: false,
    member: {guid: 'MBR-1', connection_status: 2},
    institution: {guid: 'INS-1', code: 'meridian'},
  });
});

test('errorOf finds the code in every place', () => {
  const code = (data: Record<string, unknown>) => errorOf('mx/connect/oauthError', data).code;
  assert.equal(code({error_reason: 'DENIED'}), 'DENIED');
  assert.equal(code({code: 2005}), '2005');
  assert.equal(code({member: {guid: 'MBR-1', code: 2001}}), '2001');
  assert.equal(code({member: {guid: 'MBR-1', connection_status: 2}}), '2');
  assert.equal(code({member: null}), undefined);
  assert.equal(code({code: {}}), undefined);
});
