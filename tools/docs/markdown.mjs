// Generated Markdown in hand-written pages.

/** Formats text as code, also in a table's cell. */
export const code = text => `\`${text}\``;

/** @param {string[]} head @param {string[][]} rows */
export function table(head, rows) {
  const line = cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * Puts each section between its markers, `<!-- docs: name -->` and `<!-- /docs -->`, on any page that has them.
 * @param {Record<string, string>} pages by path
 * @param {Record<string, string>} sections
 * @returns {Record<string, string>} the pages, filled
 * @throws {Error} for a marker without a section, or a section without a marker
 */
export function fill(pages, sections) {
  const unused = new Set(Object.keys(sections));
  const fillPage = page =>
    page.replace(/(<!-- docs: (.+?) -->)[^]*?(<!-- \/docs -->)/g, (_, start, name, end) => {
      if (!Object.hasOwn(sections, name)) throw new Error(`There is no section "${name}" to write`);
      unused.delete(name);
      return `${start}\n\n${sections[name]}\n\n${end}`;
    });
  const filled = Object.fromEntries(Object.entries(pages).map(([path, page]) => [path, fillPage(page)]));
  if (unused.size) throw new Error(`No page has a place for: ${[...unused].join(', ')}`);
  return filled;
}
