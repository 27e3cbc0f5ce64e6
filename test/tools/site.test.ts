import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {pages, siteLink} from '../../site/.vitepress/paths.mjs';
import {sidebar} from '../../site/.vitepress/sidebar.mjs';
import {findPages} from '../../tools/docs/chapters.mjs';

const links = sidebar.flatMap(({items}) => items).map(({link}) => link);

describe('the sidebar of the site', () => {
  it('has every page of docs', () => {
    for (const page of findPages('docs')) {
      assert.ok(links.includes(page.replace(/^docs/, '').replace(/\.md$/, '')), page);
    }
    assert.equal(links.length, pages.length);
  });

  it('begins with the README', () => {
    assert.equal(links[0], '/');
  });
});

describe('the links of the site', () => {
  it('lead from a page to another one, with the anchor', () => {
    assert.deepEqual(siteLink('docs/element.md', '../README.md#five-minutes'), {href: '/index.md#five-minutes'});
    assert.deepEqual(siteLink('README.md', 'docs/providers.md'), {href: '/providers.md'});
    assert.deepEqual(siteLink('docs/providers/mx.md', '../sandbox.md'), {href: '/sandbox.md'});
  });

  it('lead from a folder to its README', () => {
    assert.deepEqual(siteLink('docs/backend.md', '../examples/first'), {href: '/examples/first/index.md'});
  });

  it('have no address for a folder without a README', () => {
    assert.deepEqual(siteLink('docs/backend.md', '../examples'), {href: '/examples/index.md'});
    assert.deepEqual(siteLink('docs/backend.md', '../tools'), {});
  });

  it('keep the path of a file that is no page, which the site then needs', () => {
    assert.deepEqual(siteLink('docs/backend.md', 'openapi.yaml'), {
      href: '/docs/openapi.yaml',
      file: 'docs/openapi.yaml',
    });
  });

  it('stay as they are within a page, to other sites, and to nothing', () => {
    for (const href of ['#options', 'https://app.example/x', '/absolute', 'none.md']) {
      assert.deepEqual(siteLink('docs/backend.md', href), {href});
    }
  });
});
