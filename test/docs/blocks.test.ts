import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {before, describe, it} from 'node:test';
import {parse as parseYaml} from 'yaml';
import {blocksOf, type Block} from '../helpers/markdown-blocks.js';
import {root} from '../helpers/packed-example.js';
import {checkHtml} from './html.js';
import {preludeOf} from './preludes.js';
import {checkScripts, type Script} from './scripts.js';
import {checkShell} from './shell.js';
import {checkSourceLines} from './source-lines.js';

const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'})
    .map(name => join(folder, name))
    .filter(path => ending.test(path) && !path.includes('node_modules'))
    .sort();

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const pages = ['README.md', ...filesIn('docs', /\.md$/), ...filesIn('examples', /README\.md$/)];
const blocks = pages.flatMap(page => blocksOf(page, read(page)));

/** The sources of the examples, which their own tests run. */
const examples = filesIn('examples', /\.(html|js|py)$/).map(read);

const nameOf = ({page, line}: Block): string => `${page}:${line}`;

/** A part of an example that is copied unchanged is run with the example. A few lines could be equal by chance. */
const isPartOfExample = ({code}: Block): boolean =>
  code.split('\n').length > 5 && examples.some(source => source.includes(code.trim()));

/** JavaScript that is also valid TypeScript, as its page says. */
const isTypescriptToo = ({page, code}: Block): boolean =>
  page === 'docs/backend.md' && code.includes('createRepairBackend');

/** The scripts of a block that the type check covers. */
function scriptsOf(block: Block): Script[] {
  if (block.source || isPartOfExample(block)) return [];
  const name = nameOf(block);
  if (block.language === 'html') {
    return checkHtml(block.code).scripts.map((code, index) => ({
      name: `${name}, script ${index + 1}`,
      code,
      // The types of the tag and its events.
      prelude: "import 'bank-reconnect';",
      isJavaScript: true,
    }));
  }
  if (block.language !== 'js' && block.language !== 'ts') return [];
  const isJavaScript = block.language === 'js' && !isTypescriptToo(block);
  return [{name, code: block.code, prelude: preludeOf(block), isJavaScript}];
}

function errorOf(check: () => unknown): string[] {
  try {
    check();
    return [];
  } catch (error) {
    return [String(error)];
  }
}

/** The errors of a block. @param types those of its scripts */
function check(block: Block, types: ReadonlyMap<string, string[]>): string[] {
  if (block.source) return checkSourceLines(block.code, block.source);
  const scripts = scriptsOf(block).flatMap(({name}) => types.get(name) ?? [`${name} was not checked`]);
  switch (block.language) {
    case 'js':
    case 'ts':
      return scripts;
    case 'html':
      return [...checkHtml(block.code).errors, ...scripts];
    case 'json':
      return errorOf(() => JSON.parse(block.code));
    case 'yaml':
      return errorOf(() => parseYaml(block.code));
    case 'sh':
      return checkShell(block.code, block.page);
    default:
      return [`the language "${block.language}" is not checked`];
  }
}

/** Blocks with a mistake, and what the check says. */
const mistakes: readonly [language: string, code: string, error: RegExp, source?: string][] = [
  ['js', "import {plaid} from 'bank-reconnect/backend';\nplaid({clientId: 'id'});", /TS2345/],
  ['js', "import {createBackend} from 'bank-reconnect/backend';", /line 1: TS2305/],
  ['js', 'undeclared();', /TS2304/],
  ['js', 'const = 1;', /TS1134/],
  ['ts', 'export const double = value => value;', /TS7006/],
  ['html', '<bank-reconnect conection-id="1"></bank-reconnect>', /no attribute conection-id/],
  ['html', '<bank-reconnect display="modall"></bank-reconnect>', /display is one of auto, modal/],
  ['html', '<bank-reconnect provider="plaid">', /no end tag/],
  ['html', '<bank-reconnect provider="plaid" provider="mx"></bank-reconnect>', /duplicate-attribute/],
  ['html', '<script>addEventListener("repair-confirmed", event => event.detail.word)</script>', /TS2339/],
  ['json', '{"a": 1,}', /SyntaxError/],
  ['yaml', 'a: [1', /YAMLParseError/],
  ['sh', 'npm run deploy', /no script deploy/],
  ['sh', 'npx bank-reconnect repair', /no command repair/],
  ['sh', 'npx bank-reconnect demo --prot 1', /no option --prot/],
  ['sh', 'npm install bank-reconect', /bank-reconect is not a dependency/],
  ['sh', 'npm install ../bank-reconnect-9.9.9.tgz', /npm pack makes/],
  ['sh', 'cd examples/last && npm start', /no folder examples\/last/],
  ['sh', 'PORT=1 node server.js', /no file server.js/],
  ['sh', `curl -d '{"a"}' http://127.0.0.1:4174/control/clock`, /not JSON/],
  ['sh', 'cp -R node_modules/bank-reconnect/examples/none none', /the package has no/],
  ['sh', 'rm -rf /', /command rm is not known/],
  ['', 'text', /language "" is not checked/],
  ['rust', 'fn main() {}', /language "rust" is not checked/],
  ['tsx', '<BankReconnect />', /language "tsx" is not checked/],
  ['tsx', '<BankReconnekt />', /react\/src\/Banks\.tsx has no line <BankReconnekt \/>/, 'examples/react/src/Banks.tsx'],
  ['tsx', '<BankReconnect', /no file examples\/none\.tsx/, 'examples/none.tsx'],
];

const faulty = mistakes.map(([language, code, , source], index): Block => ({
  page: 'mistakes.md',
  heading: '',
  line: index,
  language,
  code,
  source,
}));

describe('the code blocks of the documentation', () => {
  let types: ReadonlyMap<string, string[]>;
  before(() => {
    types = checkScripts([...blocks, ...faulty].flatMap(scriptsOf));
  });

  it('are found', () => {
    assert.ok(blocks.length > 25);
    const fences = pages.map(page => read(page).match(/^ *(```|~~~)/gm)?.length ?? 0);
    assert.equal(blocks.length, fences.reduce((sum, count) => sum + count, 0) / 2);
  });

  for (const block of blocks) {
    it(`${nameOf(block)} is right (${block.language}, ${block.heading})`, () => {
      assert.deepEqual(check(block, types), []);
    });
  }

  for (const [index, [language, code, error]] of mistakes.entries()) {
    it(`a mistake is found: ${language} ${code.replaceAll('\n', ' ')}`, () => {
      assert.match(check(faulty[index]!, types).join('\n'), error);
    });
  }
});
