// The documentation as a site that needs no network: no fonts, scripts or search of another server.
import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {defineConfig} from 'vitepress';
import {anchorOf} from '../../tools/docs/chapters.mjs';
import {useLiveBlocks, useRepositoryLinks} from './markdown.mjs';
import {pages, root, sitePath} from './paths.mjs';
import {sidebar} from './sidebar.mjs';

/** The files of the repository that pages link to, and the list of pages. */
const files = new Set(['llms.txt']);

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#17785c" stroke-width="4" ' +
  'stroke-linecap="round"><path d="M13 19l6-6M14 9l3-3a6.4 6.4 0 0 1 9 9l-3 3M18 23l-3 3a6.4 6.4 0 0 1-9-9l3-3"/></svg>';

export default defineConfig({
  title: 'bank-reconnect',
  description: 'One HTML tag that repairs a broken bank connection.',
  lang: 'en',
  srcDir: '..',
  srcExclude: ['{demo,editors,site,src,test,tools,coverage}/**', 'examples/*/*/**', 'LICENSE.md'],
  outDir: './dist',
  cacheDir: './node_modules/.vitepress',
  rewrites: page => (pages.includes(page) ? sitePath(page) : page),
  head: [['link', {rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon)}`}]],
  // Addresses of the reader's own machine, and the repository's folders that have no page.
  ignoreDeadLinks: [/^https?:\/\/(localhost|127\.0\.0\.1)/],
  markdown: {
    anchor: {slugify: anchorOf},
    config(md) {
      useRepositoryLinks(md, files);
      useLiveBlocks(md);
    },
  },
  vue: {template: {compilerOptions: {isCustomElement: tag => tag === 'bank-reconnect'}}},
  themeConfig: {
    sidebar,
    outline: {level: [2, 3]},
    search: {provider: 'local'},
    externalLinkIcon: true,
  },
  buildEnd({outDir}) {
    // The sources of the pages, to which llms.txt links, keep their paths.
    for (const path of [...files, ...pages]) {
      mkdirSync(dirname(join(outDir, path)), {recursive: true});
      cpSync(join(root, path), join(outDir, path));
    }
    const texts = pages.map(page => `<!-- ${page} -->\n\n${readFileSync(join(root, page), 'utf8').trim()}\n`);
    writeFileSync(join(outDir, 'llms-full.txt'), texts.join('\n'));
  },
});
