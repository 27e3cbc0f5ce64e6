import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {parse, type DefaultTreeAdapterTypes} from 'parse5';
import {pages, sitePath} from '../../site/.vitepress/paths.mjs';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const folder = join('site', 'dist');

const filesIn = (ending: RegExp): string[] =>
  readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(path => ending.test(path));

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

function elementsOf(node: Node): Element[] {
  const children = 'childNodes' in node ? node.childNodes.flatMap(elementsOf) : [];
  return 'tagName' in node ? [node, ...children] : children;
}

const documents = new Map(filesIn(/\.html$/).map(path => [path, elementsOf(parse(read(path)))]));

const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find(one => one.name === name)?.value;

describe('the built site', () => {
  it('has every page', () => {
    for (const page of pages) assert.ok(documents.has(sitePath(page).replace(/\.md$/, '.html')), page);
  });

  it('loads nothing from another server', () => {
    for (const [path, elements] of documents) {
      for (const element of elements.filter(({tagName}) => tagName !== 'a')) {
        const address = attribute(element, 'src') ?? attribute(element, 'href') ?? '';
        assert.doesNotMatch(address, /^(https?:)?\/\//, `${path}: <${element.tagName}>`);
      }
    }
    const styles = filesIn(/\.css$/);
    assert.ok(styles.length > 0);
    for (const path of styles) assert.doesNotMatch(read(path), /(url\(|@import )["']?(https?:)?\/\//, path);
  });

  it('links only to pages, files and headings that it has', () => {
    let count = 0;
    for (const [path, elements] of documents) {
      // VitePress's own page of errors leads to the start.
      for (const element of elements.filter(({tagName}) => tagName === 'a')) {
        const href = attribute(element, 'href') ?? '';
        if (/^\w+:/.test(href)) continue;
        const {pathname, hash} = new URL(href, `http://site/${path}`);
        const file = decodeURI(pathname)
          .slice(1)
          .replace(/(^|\/)$/, '$1index.html');
        assert.ok(existsSync(join(folder, file)), `${path} links to ${href}`);
        const id = decodeURIComponent(hash.slice(1));
        const target = documents.get(file);
        if (id && target)
          assert.ok(
            target.some(one => attribute(one, 'id') === id),
            `${path} links to ${href}`,
          );
        count += 1;
      }
    }
    assert.ok(count > 500);
  });

  it('has the texts for language models', () => {
    assert.equal(read('llms.txt'), readFileSync('llms.txt', 'utf8'));
    const full = read('llms-full.txt');
    for (const page of pages) assert.ok(full.includes(readFileSync(page, 'utf8').trim()), page);
  });
});
