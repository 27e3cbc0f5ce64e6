import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {describe, it} from 'node:test';
import {findPages, groups, readChapter} from '../../tools/docs/chapters.mjs';
import {llmsText} from '../../tools/docs/llms.mjs';

const listed = groups.flatMap(({pages}) => pages);

describe('the order of the pages', () => {
  it('has every page of docs once', () => {
    assert.deepEqual(listed.filter(page => page.startsWith('docs/')).sort(), findPages('docs').sort());
    assert.equal(new Set(listed).size, listed.length);
  });

  it('has the page of each example', () => {
    const examples = listed.filter(page => page.startsWith('examples/'));
    assert.ok(examples.length > 0);
    for (const page of examples) assert.match(page, /^examples\/([\w-]+\/)?README\.md$/);
  });

  it('reads the title of a page, and its first paragraph in one line', () => {
    const {title, summary} = readChapter('docs/servers.md');
    assert.equal(title, 'Servers');
    assert.match(summary, /^How to mount the .+`createRepairBackend`\.$/);
  });
});

describe('llms.txt', () => {
  const lines = llmsText().split('\n');

  it('begins with the name and a summary', () => {
    assert.equal(lines[0], '# <bank-reconnect>');
    assert.match(lines[2]!, /^> One HTML tag .+\.$/);
  });

  it('lists every page, under the heading of its group', () => {
    const headings = lines.filter(line => line.startsWith('## ')).map(line => line.slice(3));
    assert.deepEqual(
      headings,
      groups.map(({title}) => title),
    );
    const links = lines.flatMap(line => /^- \[[^\]]+\]\(([^)]+)\)/.exec(line)?.[1] ?? []);
    assert.deepEqual(links, listed);
  });

  it('links to files relative to its own folder', () => {
    const targets = lines.flatMap(line => [...line.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target]) => target!));
    assert.ok(targets.length > listed.length);
    for (const target of targets) assert.ok(existsSync(target), target);
  });
});
