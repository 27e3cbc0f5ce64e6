import assert from 'node:assert/strict';
import {test} from 'node:test';
import {parseMessage} from '../../../src/providers/meld/widget/message.js';

const accounts = [{name: 'Checking', type: 'CHECKING', mask: '1234'}];
const members = {institutionId: 'inst_1', institutionName: 'Meridian', accountCount: 1};
const head = {domain: 'meld-connect', eventName: 'connect_complete'};
const query = (value: object) => new URLSearchParams(value as Record<string, string>).toString();

for (const [name, posted] of [
  ['an object', {...head, ...members, accounts}],
  ['an object with nested metadata', {...head, metadata: {...members, accounts}}],
  ['an object with nested data', {...head, data: {...members, accounts}}],
  ['JSON', JSON.stringify({...head, ...members, accounts})],
  ['JSON with nested JSON', JSON.stringify({...head, payload: JSON.stringify({...members, accounts})})],
  ['a query string', query({...head, ...members, accounts: JSON.stringify(accounts)})],
  [
    'an object with a query string inside',
    {...head, metadata: query({...members, accounts: JSON.stringify(accounts)})},
  ],
] as const) {
  test(`parseMessage reads ${name}`, () => {
    const {name: eventName, data} = parseMessage(posted);
    assert.equal(eventName, 'connect_complete');
    assert.equal(data.institutionId, 'inst_1');
    assert.equal(data.institutionName, 'Meridian');
    assert.deepEqual(data.accounts, accounts);
  });
}

for (const posted of [
  null,
  undefined,
  0,
  '',
  'connect_complete',
  '{"domain":"meld-connect"',
  [],
  {},
  {eventName: 'connect_complete'},
  {domain: 'plaid', eventName: 'connect_complete'},
  {domain: 'meld-connect.evil', eventName: 'connect_complete'},
  {domain: 'meld-connect'},
  {domain: 'meld-connect', eventName: 7},
  {domain: ['meld-connect'], eventName: 'init'},
]) {
  test(`parseMessage returns no name for ${JSON.stringify(posted) ?? 'undefined'}`, () => {
    assert.equal(parseMessage(posted).name, '');
  });
}
