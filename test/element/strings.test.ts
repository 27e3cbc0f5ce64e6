import assert from 'node:assert/strict';
import {test} from 'node:test';
import {repairTexts} from '../../src/element/engine/repair-texts.js';
import {shellTexts, textOf as textFrom, type Strings, type Texts} from '../../src/element/texts.js';

const textOf = (own: Texts, key: keyof Strings, institution: string | undefined): string =>
  textFrom([own, shellTexts, repairTexts], key, institution);

test('the bank is named', () => assert.equal(textOf({}, 'reconnect', 'Chase'), 'Reconnect Chase'));

test('a button without a bank says Reconnect and no more', () =>
  assert.equal(textOf({}, 'reconnect', undefined), 'Reconnect'));

test('a sentence without a bank speaks of your bank, with a capital at its start', () =>
  assert.equal(textOf({}, 'confirmed', undefined), 'Your bank is connected again.'));

test("a bank's own spelling is kept, also at the start of a sentence", () =>
  assert.equal(textOf({}, 'confirmed', 'eToro'), 'eToro is connected again.'));

test("every {institution} of a page's own text is filled in", () => {
  const strings = {reconnect: '{institution}? {institution}!'};
  assert.equal(textOf(strings, 'reconnect', 'Spar'), 'Spar? Spar!');
});

test('a name is not read as a replacement pattern', () =>
  assert.equal(textOf({}, 'reconnect', "$& $1 $' Bank"), "Reconnect $& $1 $' Bank"));

test("the page's own text wins, key by key", () => {
  assert.equal(textOf({reconnect: '{institution} neu verbinden'}, 'reconnect', 'Spar'), 'Spar neu verbinden');
  assert.equal(textOf({reconnect: '{institution} neu verbinden'}, 'reconnect', undefined), 'Neu verbinden');
  assert.equal(textOf({reconnect: 'x'}, 'close', 'Spar'), 'Close');
});

test('an error without a text of its own has the general one, also in the words of the page', () => {
  assert.equal(textOf({}, 'widget-error', 'X'), textOf({}, 'error', 'X'));
  assert.equal(textOf({error: 'Schade.'}, 'widget-error', 'X'), 'Schade.');
});
