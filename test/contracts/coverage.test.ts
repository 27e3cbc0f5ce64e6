import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {standIns} from '../../src/sandbox/registry.js';
import {providerOf} from './contract.js';
import {contracts} from './contracts.js';
import {variantsOf} from './variants.js';

describe('the contracts', () => {
  it('cover every provider and every variant of its stand-in', () => {
    for (const {name} of standIns) {
      const entries = contracts.filter(contract => providerOf(contract) === name);
      const covered = new Set(entries.flatMap(({variants}) => variantsOf(name, variants).map(variant => variant.name)));
      assert.deepEqual([...covered].sort(), [...new Set(variantsOf(name).map(variant => variant.name))].sort(), name);
    }
  });
});
