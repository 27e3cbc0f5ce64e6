import assert from 'node:assert/strict';
import {test} from 'node:test';
import {repairTexts} from '../../src/element/engine/repair-texts.js';
import {shellTexts, textOf as textFrom, type Strings, type Texts} from '../../src/element/texts.js';

const textOf = (own: Texts, key: keyof Strings, institution: string | undefined): string =>
  textFrom([own, shellTexts, repairTexts], key, institution);

test('a text contains the name of the institution', () =>
  assert.equal(textOf({}, 'reconnect', 'Chase'), 'Reconnect Chase'));

test('the button is labelled "Reconnect" without an institution name', () =>
  assert.equal(textOf({}, 'reconnect', undefined), 'Reconnect'));

test('a sentence without an institution name contains "your bank", capitalised at its start', () =>
  assert.equal(textOf({}, 'confirmed', undefined), 'Your bank is connected again.'));

test('an institution name keeps its spelling at the start of a sentence', () =>
  assert.equal(textOf({}, 'confirmed', 'eToro'), 'eToro is connected again.'));

test('every {institution} in a custom text is replaced', () => {
  const strings = {reconnect: '{institution}? {institution}!'};
  assert.equal(textOf(strings, 'reconnect', 'Spar'), 'Spar? Spar!');
});

test('a name with replacement patterns is inserted unchanged', () =>
  assert.equal(textOf({}, 'reconnect', "$& $1 $' Bank"), "Reconnect $& $1 $' Bank"));

test('a custom text replaces the default with its key', () => {
  assert.equal(textOf({reconnect: '{institution} neu verbinden'}, 'reconnect', 'Spar'), 'Spar neu verbinden');
  assert.equal(textOf({reconnect: '{institution} neu verbinden'}, 'reconnect', undefined), 'Neu verbinden');
  assert.equal(textOf({reconnect: 'x'}, 'close', 'Spar'), 'Close');
});

test('an error without its own text has the general text, default or custom', () => {
  assert.equal(textOf({}, 'widget-error', 'X'), textOf({}, 'error', 'X'));
  assert.equal(textOf({error: 'Schade.'}, 'widget-error', 'X'), 'Schade.');
});
