import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../helpers/packed-example.js';

/**
 * Checks that a block shows lines of a file in their order. The file has tests of its own. The block leaves lines out, so the
 * end of a tag or an object may move to another line.
 * @param path the file, from the root
 * @returns the errors
 */
export function checkSourceLines(code: string, path: string): string[] {
  if (!existsSync(join(root, path))) return [`there is no file ${path}`];
  const source = linesOf(readFileSync(join(root, path), 'utf8'));
  const errors: string[] = [];
  let next = 0;
  for (const line of linesOf(code).filter(line => !isPunctuation(line))) {
    const at = source.findIndex((known, index) => index >= next && isSame(line, known));
    if (at < 0) errors.push(`${path} has no line ${line}, or not in this order`);
    else next = at + 1;
  }
  return errors;
}

/** Lines without their indentation. */
const linesOf = (code: string): string[] => code.split('\n').map(line => line.trim());

const isSame = (line: string, known: string): boolean =>
  [known, known.replace(/>$/, '')].some(text => text === line || text === line.replace(/;$/, ''));

const isPunctuation = (line: string): boolean => /^[^\w]*$/.test(line);
