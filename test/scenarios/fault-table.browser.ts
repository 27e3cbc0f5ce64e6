import '../helpers/left-behind.js';
import {expect} from '@open-wc/testing';
import {installPlaid} from '../helpers/plaid-page.js';
import {installQuiltt} from '../helpers/quiltt-page.js';
import {installWindows} from '../helpers/popup-page.js';
import {watchPage} from './faults/invariants.js';
import {run} from './faults/run.js';
import {combinations} from './faults/table.js';

installPlaid();
installQuiltt();
installWindows();
watchPage();

describe('a repair ends once, and leaves nothing behind and no secret,', () => {
  for (const combination of combinations) {
    const {boundary, fault, provider, reason} = combination;
    if (reason) continue;
    it(`with the fault "${fault}" at the boundary "${boundary}", ${provider}`, () => run(combination));
  }
});

describe('an impossible combination', () => {
  it('has a reason', () => {
    for (const {reason} of combinations) if (reason !== undefined) expect(reason).to.match(/^[A-Z].{20,}\.$/);
  });
});
