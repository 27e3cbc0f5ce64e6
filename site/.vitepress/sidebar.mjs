// The sidebar, in the order of the documentation's pages.
import {groups, readChapter} from '../../tools/docs/chapters.mjs';
import {sitePath} from './paths.mjs';

/** Pages whose titles say too little, or what their groups say. */
const texts = {
  'README.md': 'First steps',
  'docs/frameworks.md': 'Overview',
  'docs/providers.md': 'Overview',
  'docs/servers.md': 'Mounting the kit',
  'docs/servers/next.md': 'Next.js',
};

/** The text of a link is HTML. */
const textOf = title => title.replaceAll('`', '').replaceAll('<', '&lt;');

const addressOf = page =>
  `/${sitePath(page)
    .replace(/(^|\/)index\.md$/, '$1')
    .replace(/\.md$/, '')}`;

const itemOf = page => ({text: texts[page] ?? textOf(readChapter(page).title), link: addressOf(page)});

export const sidebar = groups.map(({title, pages}) => ({text: title, items: pages.map(itemOf)}));
