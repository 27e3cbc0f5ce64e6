import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {adviceTexts} from '../../src/element/status/advice-texts.js';
import {adviceKeys, healths} from '../../src/health/health.js';
import {describeConnection} from '../../src/index.js';
import {providers} from '../../src/providers/registry.js';

describe('describeConnection', () => {
  it('returns unknown for an unknown provider', async () => {
    for (const provider of ['acme', 'constructor', '', null, undefined]) {
      const {health, advice} = await describeConnection({provider, status: 'ACTIVE'});
      assert.deepEqual([health, advice], ['unknown', 'unknown']);
    }
  });

  it('returns a new object with the four members', async () => {
    const connection = {provider: 'plaid', status: 'HEALTHY', statusReason: null};
    const [first, second] = [await describeConnection(connection), await describeConnection(connection)];
    assert.notEqual(first, second);
    assert.deepEqual(Object.keys(first), ['health', 'canReconnect', 'canRefresh', 'advice']);
  });
});

describe('the tables', () => {
  it('contain only documented values, and allow a repair for needs-person and not for healthy or working', async () => {
    for (const {loadHealth} of Object.values(providers)) {
      const {statuses} = (await loadHealth('')).health;
      for (const row of Object.values(statuses).flatMap(reasons => Object.values(reasons))) {
        const {health, canReconnect, advice} = row;
        assert.ok(healths.includes(health) && adviceKeys.includes(advice), JSON.stringify(row));
        if (health === 'healthy' || health === 'working') assert.equal(canReconnect, false, JSON.stringify(row));
        if (health === 'needs-person') assert.equal(canReconnect, true, JSON.stringify(row));
      }
    }
  });

  it('have a sentence with {institution} for each advice', () => {
    assert.deepEqual(
      Object.keys(adviceTexts),
      adviceKeys.map(key => `advice-${key}`),
    );
    for (const sentence of Object.values(adviceTexts)) assert.match(sentence, /\{institution\}.*\.$/);
  });
});
