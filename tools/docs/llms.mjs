// llms.txt, the list of the documentation's pages for language models: https://llmstxt.org.
import {dirname, posix} from 'node:path';
import {groups, readChapter} from './chapters.mjs';

/** Paths in a list are relative to its own place, the root. */
const plain = (path, text) =>
  text.replace(/\]\((?!\w+:)([^)#]*)(#[^)]*)?\)/g, (_, target, anchor = '') =>
    target ? `](${posix.join(dirname(path), target)}${anchor})` : `](${path}${anchor})`,
  );

/** @returns {string} Markdown with a link to each page and its first paragraph */
export function llmsText() {
  const [main] = groups[0].pages;
  const {title, summary} = readChapter(main);
  const lists = groups.map(({title, pages}) => `## ${title}\n\n${pages.map(line).join('\n')}`);
  return [`# ${title.replaceAll('`', '')}`, `> ${plain(main, summary)}`, ...lists].join('\n\n');
}

function line(path) {
  const {title, summary} = readChapter(path);
  return `- [${title.replaceAll('`', '')}](${path})${summary ? `: ${plain(path, summary)}` : ''}`;
}
