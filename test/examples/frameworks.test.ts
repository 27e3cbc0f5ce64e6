import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Lines without their indentation. */
const linesOf = (code: string): string[] => code.split('\n').map(line => line.trim());

describe('docs/frameworks.md', () => {
  const blocks = [...read('docs/frameworks.md').matchAll(/<!-- code: (\S+) -->\n\n```\S+\n([^]*?)```/g)];

  it('names the example of each block of code', () => {
    assert.equal(blocks.length, read('docs/frameworks.md').split('\n```').length >> 1);
  });

  for (const [, example = '', code = ''] of blocks) {
    it(`shows lines of ${example}`, () => {
      // A block leaves lines out. The end of a tag or an object may then move to another line.
      const known = new Set(linesOf(read(example)).flatMap(line => [line, line.replace(/>$/, '')]));
      for (const line of linesOf(code))
        assert.ok(known.has(line.replace(/;$/, '')) || known.has(line) || isPunctuation(line), line);
    });
  }
});

const isPunctuation = (line: string): boolean => /^[^\w]*$/.test(line);
