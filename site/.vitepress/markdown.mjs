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
    for (const {children} of tokens) {
      for (const token of children ?? []) if (token.type === 'link_open') adaptLink(token, children, page, files);
    }
  });
}

function adaptLink(token, siblings, page, files) {
  const {href, file} = siteLink(page, token.attrGet('href'));
  if (href === undefined) {
    // Only the text of the link remains.
    const end = siblings.slice(siblings.indexOf(token)).find(({type}) => type === 'link_close');
    for (const part of [token, end]) Object.assign(part, {type: 'text', content: ''});
    return;
  }
  token.attrSet('href', href);
  if (!file) return;
  files.add(file);
  // A link with a target leaves the site's router out, which knows pages only.
  token.attrSet('target', '_self');
}

/** Puts a block with the mark `live` into the component that also runs it. */
export function useLiveBlocks(md) {
  const {fence} = md.renderer.rules;
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const html = fence(tokens, index, ...rest);
    return /\blive\b/.test(tokens[index].info) ? `<LiveExample>${html}</LiveExample>` : html;
  };
}
