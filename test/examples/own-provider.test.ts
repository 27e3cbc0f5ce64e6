import assert from 'node:assert/strict';
import {it} from 'node:test';
import {wantedEngines} from '../../tools/browsers.mjs';
import {assertReadmeNamesTarball, runExample} from './run-example.js';

it("the README of the example of a host's own provider names the tarball of `npm pack`", () =>
  assertReadmeNamesTarball('own-provider'));

// The example is written for one browser.
if (wantedEngines().includes('chromium')) {
  it("a host's own provider passes the contract suite of the packed package", async t => {
    const printed = await runExample(t, 'own-provider');
    // A run without tests would also succeed. The bank's own window is the only test that the contract leaves out.
    assert.match(printed, /^(# |ℹ )pass 14$/m);
    assert.match(printed, /^(# |ℹ )skipped 1$/m);
  });
}
