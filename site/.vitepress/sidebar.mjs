// The sidebar, in the order of the documentation's pages.
import {anchorOf, groups, pagesWithSections, readChapter} from '../../tools/docs/chapters.mjs';
import {sitePath} from './paths.mjs';

/** Pages whose titles say too little, or what their groups say. */
const texts = {
  'README.md': 'First steps',
  'docs/frameworks.md': 'Overview',
  'docs/providers.md': 'Overview',
  'docs/servers.md': 'Mounting the kit',
};

/** The text of a link is HTML. */
const textOf = title => title.replaceAll('`', '').replaceAll('<', '&lt;');

const addressOf = page =>
  `/${sitePath(page)
    .replace(/(^|\/)index\.md$/, '$1')
    .replace(/\.md$/, '')}`;

const sectionsOf = page =>
  readChapter(page).sections.map(section => ({
    text: textOf(section),
    link: `${addressOf(page)}#${anchorOf(section)}`,
  }));

function itemOf(page) {
  const item = {text: texts[page] ?? textOf(readChapter(page).title), link: addressOf(page)};
  return pagesWithSections.includes(page) ? {...item, collapsed: true, items: sectionsOf(page)} : item;
}

/** The only page of a group shows its sections at once. */
function itemsOf(pages) {
  const [item, ...others] = pages.map(itemOf);
  if (others.length || !item.items) return [item, ...others];
  const {items, collapsed: _, ...overview} = item;
  return [overview, ...items];
}

export const sidebar = groups.map(({title, pages}) => ({text: title, items: itemsOf(pages)}));
