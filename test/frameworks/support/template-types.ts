import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {stripVTControlCharacters} from 'node:util';
import {engines} from '../../e2e/driver/index.js';
import {folderOf} from './servers.js';

const fixtures = fileURLToPath(new URL('../types', import.meta.url));

/** Marks the next line as one that the checker has to refuse: `<!-- error: a wrong property -->`. */
const MARK = /^\s*(?:<!--|\/\/) error: /;

/** A framework's own checker of templates, which is installed in its example. */
interface Checker {
  /** The program, in the example's folder, and its arguments for the project in the current folder. */
  readonly command: readonly [string, ...string[]];
  /** What an error looks like in the output, with the groups `file` and `line`. */
  readonly error: RegExp;
}

/**
 * Defines the test of the types that a framework's templates have. It checks the files of `test/frameworks/types/<example>`
 * in the installed example: what is marked as an error and nothing else must be refused. No engine takes part, so it runs
 * with one of them.
 */
export function defineTypeTest(example: string, {command, error}: Checker): void {
  if (!engines.includes('chromium')) return;
  describe(`the types of the ${example} example's templates`, () => {
    it('accept good tags and refuse bad ones', async () => {
      const folder = join(folderOf(example), 'types');
      cpSync(join(fixtures, example), folder, {recursive: true});
      cpSync(join(fixtures, 'values.ts'), join(folder, 'values.ts'));
      const [program, ...args] = command;
      const output = await run([join(folderOf(example), program), ...args], folder);
      const refused = [...output.matchAll(error)].map(({groups}) =>
        placeIn(folder, groups!.file!, Number(groups!.line)),
      );
      const mistakes = markedIn(folder);
      const differences = [
        ...without(mistakes, refused).map(place => `The checker accepts ${place}`),
        ...without(refused, mistakes).map(place => `The checker refuses ${place}`),
      ];
      assert.ok(!differences.length, [...differences, output].join('\n'));
    });
  });
}

/** The output of a program, which ends with an error code when it has found a mistake. */
async function run(args: readonly string[], cwd: string): Promise<string> {
  const child = spawn(process.execPath, args, {cwd, stdio: ['ignore', 'pipe', 'pipe']});
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += String(chunk)));
  await once(child, 'close');
  return stripVTControlCharacters(output);
}

const without = (places: readonly string[], others: readonly string[]): string[] =>
  places.filter(place => !others.includes(place));

const linesOf = (folder: string, file: string): string[] => readFileSync(join(folder, file), 'utf8').split('\n');

/** A line with its number from 1, as the failure of the test shows it. */
const placeIn = (folder: string, file: string, line: number): string =>
  `${file}:${line}: ${linesOf(folder, file)[line - 1]!.trim()}`;

/** The lines that a mark precedes. */
const markedIn = (folder: string): string[] =>
  readdirSync(folder).flatMap(file =>
    linesOf(folder, file).flatMap((text, index) => (MARK.test(text) ? [placeIn(folder, file, index + 2)] : [])),
  );
