/** A fenced code block of a page. */
export interface Block {
  readonly page: string;
  /** The text of the heading above it. */
  readonly heading: string;
  /** The line of its first line in the page, from 1. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** The file whose lines it shows, which a comment above the block names: `<!-- code: examples/first/server.js -->`. */
  readonly source?: string | undefined;
}

/**
 * Returns the fenced blocks of a page.
 * @throws {Error} for a block that does not end
 */
export function blocksOf(page: string, markdown: string): Block[] {
  const blocks: Block[] = [];
  let heading = '';
  let source: string | undefined;
  let open: {fence: string; language: string; line: number; lines: string[]} | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    const [, fence = '', language = ''] = /^ *(`{3,}|~{3,}) *(\S*)/.exec(line) ?? [];
    if (!open) {
      heading = /^#+ (.+)$/.exec(line)?.[1] ?? heading;
      if (fence) open = {fence, language, line: index + 2, lines: []};
      else if (line) source = /^<!-- code: (\S+) -->$/.exec(line)?.[1];
    } else if (fence.startsWith(open.fence) && !language) {
      blocks.push({
        page,
        heading,
        line: open.line,
        language: open.language,
        code: open.lines.join('\n') + '\n',
        source,
      });
      open = source = undefined;
    } else {
      open.lines.push(line);
    }
  }
  if (open) throw new Error(`${page}:${open.line}: the block does not end`);
  return blocks;
}
