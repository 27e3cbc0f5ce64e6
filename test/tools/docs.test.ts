import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {errorCodes} from '../../src/contract.js';
import {createManifest, elementOf} from '../../tools/docs/manifest.mjs';
import {fill, table} from '../../tools/docs/markdown.mjs';

const readme = readFileSync('README.md', 'utf8');

describe('the filling of a page', () => {
  it('replaces what stands between the markers, and nothing else', () => {
    const page = 'before\n<!-- docs: one -->\nold\n<!-- /docs -->\nafter';
    assert.equal(fill(page, {one: 'new'}), 'before\n<!-- docs: one -->\n\nnew\n\n<!-- /docs -->\nafter');
  });

  it('refuses a marker without a section', () => {
    assert.throws(() => fill('<!-- docs: one --><!-- /docs -->', {}), /no section "one"/);
  });

  it('refuses a section without a marker', () => {
    assert.throws(() => fill('nothing', {one: 'new'}), /no place for: one/);
  });

  it('keeps a pipe inside its cell', () => {
    assert.equal(table(['a'], [['x | y']]), '| a |\n| --- |\n| x \\| y |');
  });
});

describe('the manifest', () => {
  const element = elementOf(createManifest());

  it('names the tag', () => {
    assert.equal(element.tagName, 'bank-reconnect');
  });

  it('describes every attribute, event, slot, part and custom property', () => {
    const {attributes, events, slots, cssParts, cssProperties} = element;
    for (const list of [attributes, events, slots, cssParts, cssProperties]) {
      assert.ok(list.length > 0);
      for (const {name, description} of list) assert.ok(description, `${name} has no docstring`);
    }
  });

  it('keeps what is private out', () => {
    const names = element.members.map(({name}) => name);
    assert.deepEqual(
      names.filter(name => name.startsWith('#')),
      [],
    );
    assert.ok(names.includes('open'));
  });
});

describe('the README', () => {
  it('is what the sources say', () => {
    const {status, stderr} = spawnSync(process.execPath, ['--import', 'tsx', 'tools/docs/write.mjs', '--check'], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  it('says when each error comes', () => {
    for (const code of errorCodes) assert.match(readme, new RegExp(`^\\| \`${code}\` +\\| [A-Z].+\\.`, 'm'));
  });

  for (const page of ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md']) {
    it(`links to files and headings that are there: ${page}`, () => {
      const text = readFileSync(page, 'utf8');
      const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\s-]/gu, '')
          .replace(/\s/g, '-'),
      );
      for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
        const isThere = target.startsWith('#') ? anchors.includes(target.slice(1)) : existsSync(target);
        assert.ok(isThere, `${page} links to ${target}`);
      }
    });
  }
});
