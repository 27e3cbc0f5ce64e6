import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../helpers/packed-example.js';

/**
 * Checks that a block shows lines of a file, which has tests of its own. The block leaves lines out, so the end of a tag or
 * an object may move to another line.
 * @param path the file, from the root
 * @returns the errors
 */
export function checkSourceLines(code: string, path: string): string[] {
  if (!existsSync(join(root, path))) return [`there is no file ${path}`];
  const known = new Set(
    linesOf(readFileSync(join(root, path), 'utf8')).flatMap(line => [line, line.replace(/>$/, '')]),
  );
  return linesOf(code)
    .filter(line => !known.has(line.replace(/;$/, '')) && !known.has(line) && !isPunctuation(line))
    .map(line => `${path} has no line ${line}`);
}

/** Lines without their indentation. */
const linesOf = (code: string): string[] => code.split('\n').map(line => line.trim());

const isPunctuation = (line: string): boolean => /^[^\w]*$/.test(line);
