// Markdown that is written by a program into a page that is written by people.

/** As code, in a table's cell or elsewhere. */
export const code = text => `\`${text}\``;

/** @param {string[]} head @param {string[][]} rows */
export function table(head, rows) {
  const line = cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * Puts each section between its markers, `<!-- docs: name -->` and `<!-- /docs -->`.
 * @param {string} page
 * @param {Record<string, string>} sections
 * @throws {Error} for a marker without a section, or a section without a marker
 */
export function fill(page, sections) {
  const unused = new Set(Object.keys(sections));
  const filled = page.replace(/(<!-- docs: (.+?) -->)[^]*?(<!-- \/docs -->)/g, (_, start, name, end) => {
    if (!Object.hasOwn(sections, name)) throw new Error(`There is no section "${name}" to write`);
    unused.delete(name);
    return `${start}\n\n${sections[name]}\n\n${end}`;
  });
  if (unused.size) throw new Error(`The page has no place for: ${[...unused].join(', ')}`);
  return filled;
}
