import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, it} from 'node:test';
import {errorCodes} from '../../src/contract.js';
import {anchorOf, findPages} from '../../tools/docs/chapters.mjs';
import {editorData} from '../../tools/docs/editor-data.mjs';
import {createManifest, elementOf} from '../../tools/docs/manifest.mjs';
import {fill, table} from '../../tools/docs/markdown.mjs';

const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...findPages('docs'), ...findPages('examples')];

/** The anchors of a page's headings. */
const anchorsOf = (page: string): string[] =>
  [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

describe('the filling of pages', () => {
  it('replaces what stands between the markers, and nothing else', () => {
    const page = 'before\n<!-- docs: one -->\nold\n<!-- /docs -->\nafter';
    assert.deepEqual(fill({page}, {one: 'new'}), {
      page: 'before\n<!-- docs: one -->\n\nnew\n\n<!-- /docs -->\nafter',
    });
  });

  it('refuses a marker without a section', () => {
    assert.throws(() => fill({page: '<!-- docs: one --><!-- /docs -->'}, {}), /no section "one"/);
  });

  it('finds a section on whichever page it is', () => {
    const marked = '<!-- docs: one -->\n\nnew\n\n<!-- /docs -->';
    assert.deepEqual(fill({first: 'nothing', second: marked}, {one: 'new'}), {first: 'nothing', second: marked});
  });

  it('refuses a section without a marker', () => {
    assert.throws(() => fill({page: 'nothing'}, {one: 'new'}), /no page has a place for: one/i);
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

  it('has the type of every event’s detail', () => {
    const events = readFileSync(join('src', 'repair', 'events.ts'), 'utf8');
    const declared = /interface RepairEvents \{([^}]+)\}/.exec(events)![1]!.matchAll(/'([\w-]+)': (\w+);/g);
    assert.deepEqual(
      Object.fromEntries(element.events.map(({name, type}) => [name, type!.text])),
      Object.fromEntries([...declared].map(([, name = '', detail = '']) => [name, `CustomEvent<${detail}>`])),
    );
  });

  it('has the values of attributes with known words', () => {
    const valuesOf = (name: string) => element.attributes.find(one => one.name === name)!.type!.text.match(/'[\w-]+'/g);
    assert.deepEqual(valuesOf('display'), ["'auto'", "'modal'", "'inline'", "'popup'", "'redirect'"]);
    assert.deepEqual(valuesOf('provider'), ["'plaid'", "'meld'", "'mx'", "'quiltt'"]);
    for (const name of ['credentials', 'appearance', 'prefetch']) assert.equal(valuesOf(name)?.length, 2, name);
  });

  it('has the default of every custom property, as in the styles', () => {
    const styles = readFileSync(join('src', 'element', 'styles.ts'), 'utf8');
    for (const {name, default: value} of element.cssProperties) {
      assert.ok(styles.includes(`var(${name}, ${value})`), `${name}: ${value}`);
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

describe('the editors’ data', () => {
  const data = editorData(createManifest());

  it('completes the known words of an attribute in VS Code, and nothing else', () => {
    const {tags} = JSON.parse(data['editors/vscode.html-custom-data.json']!) as {
      tags: {name: string; attributes: {name: string; values: {name: string}[]}[]}[];
    };
    assert.deepEqual(
      tags.map(({name}) => name),
      ['bank-reconnect'],
    );
    const words = (name: string) => tags[0]!.attributes.find(one => one.name === name)!.values.map(one => one.name);
    assert.deepEqual(words('provider'), ['plaid', 'meld', 'mx', 'quiltt']);
    assert.deepEqual(words('display'), ['auto', 'modal', 'inline', 'popup', 'redirect']);
    assert.deepEqual(words('token-url'), []);
  });

  it('has every event with its type in JetBrains’ editors', () => {
    const {contributions} = JSON.parse(data['editors/web-types.json']!) as {
      contributions: {html: {elements: {name: string; events: {name: string; type: string}[]}[]}};
    };
    const [tag] = contributions.html.elements;
    assert.equal(tag!.name, 'bank-reconnect');
    const details = Object.fromEntries(tag!.events.map(({name, type}) => [name, type]));
    assert.equal(details['exited-successful'], 'CustomEvent<SuccessDetail>');
    assert.equal(Object.keys(details).length, elementOf(createManifest()).events.length);
  });
});

describe('the documentation', () => {
  it('is what the sources say', () => {
    const {status, stderr} = spawnSync(process.execPath, ['--import', 'tsx', 'tools/docs/write.mjs', '--check'], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  it('says when each error comes', () => {
    const element = readFileSync(join('docs', 'element.md'), 'utf8');
    for (const code of errorCodes) assert.match(element, new RegExp(`^\\| \`${code}\` +\\| [A-Z].+\\.`, 'm'));
  });

  for (const page of pages) {
    it(`links to files and headings that are there: ${page}`, () => {
      for (const [, target = ''] of readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
        const [path = '', anchor] = target.split('#');
        const file = path ? join(dirname(page), path) : page;
        assert.ok(existsSync(file), `${page} links to ${target}`);
        if (anchor !== undefined) assert.ok(anchorsOf(file).includes(anchor), `${page} links to ${target}`);
      }
    });
  }
});
