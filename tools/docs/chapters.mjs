// The pages of the documentation in their order, for the site's sidebar and for llms.txt.
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';

/** The most used first. */
const frameworks = ['react', 'next', 'vue', 'angular', 'svelte', 'preact', 'solid', 'html'];
const servers = ['node', 'express', 'fastify', 'koa', 'hono', 'next', 'workers'];

/** The groups with their pages, as paths from the root. */
const ordered = [
  {title: 'Start', pages: ['README.md', 'docs/demo.md']},
  {title: 'Element', pages: ['docs/element.md', 'docs/statuses.md', 'docs/return.md']},
  {title: 'Frameworks', pages: ['docs/frameworks.md', ...inFolder('docs/frameworks', frameworks)]},
  {
    title: 'Servers',
    pages: ['docs/backend.md', 'docs/servers.md', ...inFolder('docs/servers', servers), 'docs/webhooks.md'],
  },
  {title: 'Providers', pages: ['docs/providers.md', ...findPages('docs/providers'), 'docs/own-provider.md']},
  {title: 'Sandbox', pages: ['docs/sandbox.md']},
  {title: 'Examples', pages: findPages('examples', /^([\w-]+\/)?README\.md$/)},
  {title: 'Reference', pages: ['docs/performance.md', 'docs/vendor-documents.md', 'CHANGELOG.md', 'CONTRIBUTING.md']},
];

/** The groups of pages that exist. */
export const groups = ordered
  .map(group => ({...group, pages: group.pages.filter(page => existsSync(page))}))
  .filter(({pages}) => pages.length > 0);

function inFolder(folder, names) {
  return names.map(name => join(folder, `${name}.md`));
}

/** Every page of a folder and its subfolders, as paths from the root. */
export function findPages(folder, pattern = /\.md$/) {
  return readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter(name => pattern.test(name) && !name.includes('node_modules'))
    .sort()
    .map(name => join(folder, name));
}

/** The anchor that GitHub gives a heading. */
export const anchorOf = heading =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

/**
 * The title of a page, and its first paragraph as one line.
 * @param {string} path
 * @throws {Error} for a page without a title
 */
export function readChapter(path) {
  const markdown = readFileSync(path, 'utf8');
  const title = /^# (.+)$/m.exec(markdown)?.[1];
  if (title === undefined) throw new Error(`${path} has no title`);
  const prose = markdown.replace(/^(```|~~~)[^]*?^\1$/gm, '').split(/\n{2,}/);
  const first = prose.find(part => /^[^#<>|!\s-]/.test(part)) ?? '';
  return {title, summary: first.replace(/\s+/g, ' ').trim()};
}
