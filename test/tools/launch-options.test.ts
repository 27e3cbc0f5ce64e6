import assert from 'node:assert/strict';
import {it} from 'node:test';
import {testLaunchOptions} from '../../tools/test/launch-options.mjs';

const given = {executablePath: '/browser', args: ['--given'], firefoxUserPrefs: {given: true}};

it('the tests add options to those of a found Chromium or Firefox', () => {
  const chromium = testLaunchOptions('chromium', given, {isFull: false});
  assert.equal(chromium.executablePath, '/browser');
  assert.equal(chromium.args?.[0], '--given');
  assert.ok(chromium.args?.includes('--disable-site-isolation-trials'));
  const firefox = testLaunchOptions('firefox', given, {isFull: false});
  assert.equal(firefox.executablePath, '/browser');
  assert.deepEqual(firefox.firefoxUserPrefs, {
    given: true,
    'dom.ipc.processCount': 1,
    'dom.ipc.processPrelaunch.enabled': false,
  });
});

it("the tests add no options to Playwright's WebKit, and none in the full matrix", () => {
  assert.equal(testLaunchOptions('webkit', given, {isFull: false}), given);
  assert.equal(testLaunchOptions('chromium', given, {isFull: true}), given);
  assert.equal(testLaunchOptions('firefox', given, {isFull: true}), given);
});
