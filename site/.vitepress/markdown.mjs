// Markdown as on GitHub: the same links and anchors. In addition, tags that the site runs.
import {relative} from 'node:path';
import {root, siteLink} from './paths.mjs';

/**
 * Makes the links between files of the repository lead to the site's pages.
 * @param md VitePress's instance of markdown-it
 * @param {Set<string>} files gets the files that pages link to
 */
export function useRepositoryLinks(md, files) {
  md.core.ruler.push('repository-links', ({tokens, env}) => {
    const page = relative(root, env.realPath ?? env.path);
    for (const token of tokens.flatMap(({children}) => children ?? [])) {
      if (token.type !== 'link_open') continue;
      const {href, file} = siteLink(page, token.attrGet('href'));
      token.attrSet('href', href);
      if (!file) continue;
      files.add(file);
      // A link with a target leaves the site's router out, which knows pages only.
      token.attrSet('target', '_self');
    }
  });
}

/** Puts a block with the mark `live` into the component that also runs it. */
export function useLiveBlocks(md) {
  const {fence} = md.renderer.rules;
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const html = fence(tokens, index, ...rest);
    return /\blive\b/.test(tokens[index].info) ? `<LiveExample>${html}</LiveExample>` : html;
  };
}
