// Where a file of the repository is on the site: a page without its folder `docs`, a README as the index of its folder.
import {statSync} from 'node:fs';
import {join, posix} from 'node:path';
import {groups} from '../../tools/docs/chapters.mjs';

export const root = join(import.meta.dirname, '../..');

/** Every page of the site, as paths from the root. */
export const pages = groups.flatMap(group => group.pages);

/** @param {string} page a path from the root */
export const sitePath = page => page.replace(/^docs\//, '').replace(/README\.md$/, 'index.md');

/**
 * The address of a link on the site.
 * @param {string} page the page with the link, as a path from the root
 * @param {string} href the link, as on GitHub
 * @returns {{href?: string, file?: string}} the address, which a folder without a README does not have, and the file of the
 *   repository that the site must have for it
 */
export function siteLink(page, href) {
  const [path, anchor] = href.split('#');
  if (!path || /^(\w+:|\/)/.test(path)) return {href};
  const target = posix.join(posix.dirname(page), path);
  const found = [target, posix.join(target, 'README.md')].find(one => pages.includes(one));
  if (found) return {href: `/${sitePath(found)}${anchor === undefined ? '' : `#${anchor}`}`};
  const stats = statSync(join(root, target), {throwIfNoEntry: false});
  if (stats?.isDirectory()) return {};
  // A file that is no page keeps its path. Anything else is left for VitePress to report.
  return stats ? {href: `/${target}`, file: target} : {href};
}
