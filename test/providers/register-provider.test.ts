import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {describeConnection, registerProvider, type ProviderEntry, type WidgetProvider} from '../../src/index.js';

const widget: WidgetProvider = {
  read: () => ({life: 60}),
  open: () => Promise.resolve({type: 'aborted', reason: 'cancelled'}),
};
const row = {health: 'needs-bank', canReconnect: false, canRefresh: false, advice: 'at-bank'} as const;
const health = {statuses: {LOCKED: {'': row}}};

/** A valid entry. Its parts are at hand. */
const entry: ProviderEntry = {
  displays: ['modal'],
  origins: ['https://connect.acme.example'],
  load: () => ({widget}),
  loadHealth: () => ({health}),
};

let count = 0;
/** A name that no other test registers. */
const newName = () => `acme-${++count}`;

describe('registerProvider', () => {
  it('makes describeConnection use the table of the provider', async () => {
    const name = newName();
    assert.equal((await describeConnection({provider: name, status: 'LOCKED'})).health, 'unknown');
    registerProvider(name, entry);
    assert.deepEqual(await describeConnection({provider: name, status: 'LOCKED'}), row);
    assert.equal((await describeConnection({provider: name, status: 'OTHER'})).health, 'unknown');
  });

  it('accepts parts that load later', async () => {
    const name = newName();
    registerProvider(name, {...entry, loadHealth: () => Promise.resolve({health})});
    assert.deepEqual(await describeConnection({provider: name, status: 'LOCKED'}), row);
  });

  it('loads a table again that has failed, by throwing or by rejecting', async () => {
    const results = [
      () => {
        throw new Error('at first');
      },
      () => Promise.reject(new Error('then')),
      () => ({health}),
    ];
    const name = newName();
    registerProvider(name, {...entry, loadHealth: () => results.shift()!()});
    for (let failures = 2; failures; failures--) {
      await assert.rejects(describeConnection({provider: name, status: 'LOCKED'}), {code: 'script-blocked'});
    }
    assert.deepEqual(await describeConnection({provider: name, status: 'LOCKED'}), row);
  });

  const invalid: [string, unknown, unknown][] = [
    ['name', '', entry],
    ['name', undefined, entry],
    ['name', null, entry],
    ['name', 'Acme', entry],
    ['name', 'acme bank', entry],
    ['displays', newName(), undefined],
    ['displays', newName(), {...entry, displays: []}],
    ['displays', newName(), {...entry, displays: 'modal'}],
    ['displays', newName(), {...entry, displays: ['modal', 'tab']}],
    ['displays', newName(), {...entry, displays: ['modal', '']}],
    ['origins', newName(), {...entry, origins: undefined}],
    ['origins', newName(), {...entry, origins: ['https://connect.acme.example/']}],
    ['origins', newName(), {...entry, origins: ['connect.acme.example']}],
    ['origins', newName(), {...entry, origins: ['http://connect.acme.example']}],
    ['origins', newName(), {...entry, origins: ['https://*.acme.example/']}],
    ['origins', newName(), {...entry, origins: [new URL('https://connect.acme.example')]}],
    ['prefetch', newName(), {...entry, prefetch: 'yes'}],
    ['load', newName(), {...entry, load: {widget}}],
    ['loadHealth', newName(), {...entry, loadHealth: undefined}],
  ];
  for (const [field, name, value] of invalid) {
    it(`refuses an invalid ${field}: ${JSON.stringify([name, value])}`, () => {
      const message = `registerProvider: ${field} is missing or invalid`;
      assert.throws(() => registerProvider(name as string, value as ProviderEntry), {name: 'TypeError', message});
    });
  }

  it('accepts an origin of this machine, for development', () => {
    registerProvider(newName(), {...entry, origins: ['http://127.0.0.1:4180', 'http://localhost:4180']});
  });

  it('refuses a name that is registered, also one of this package', () => {
    const name = newName();
    registerProvider(name, entry);
    for (const taken of [name, 'plaid']) {
      const message = `registerProvider: "${taken}" is registered already`;
      assert.throws(() => registerProvider(taken, entry), {name: 'TypeError', message});
    }
  });
});
