import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {adviceTexts} from '../../src/element/status/advice-texts.js';
import {adviceKeys, healths} from '../../src/health/health.js';
import {describeConnection} from '../../src/index.js';
import {providers} from '../../src/providers/registry.js';

describe('describeConnection', () => {
  it('takes a provider that nobody knows for unknown, whatever its name', async () => {
    for (const provider of ['nobody', 'constructor', '', null, undefined]) {
      const {health, advice} = await describeConnection({provider, status: 'ACTIVE'});
      assert.deepEqual([health, advice], ['unknown', 'unknown']);
    }
  });

  it('gives an object of its own each time, and nothing but the four members', async () => {
    const connection = {provider: 'plaid', status: 'HEALTHY', statusReason: null};
    const [first, second] = [await describeConnection(connection), await describeConnection(connection)];
    assert.notEqual(first, second);
    assert.deepEqual(Object.keys(first), ['health', 'canReconnect', 'canRefresh', 'advice']);
  });
});

describe('the tables', () => {
  it('use the words that there are, and offer nothing where nothing is wrong or nothing can come back', async () => {
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

  it('have a sentence for each advice, with the name of the bank in it', () => {
    assert.deepEqual(
      Object.keys(adviceTexts),
      adviceKeys.map(key => `advice-${key}`),
    );
    for (const sentence of Object.values(adviceTexts)) assert.match(sentence, /\{institution\}.*\.$/);
  });
});
