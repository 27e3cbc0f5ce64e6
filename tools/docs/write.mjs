// `npm run docs`: writes custom-elements.json, the editors' data, the tables of README.md and docs/ from the sources, and
// llms.txt from the pages. `npm run docs:check` writes nothing and fails when one of them is out of date.
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import * as prettier from 'prettier';
import {findPages} from './chapters.mjs';
import {editorData} from './editor-data.mjs';
import {elementTables} from './element-tables.mjs';
import {faultCounts} from './fault-counts.mjs';
import {healthTables} from './health-tables.mjs';
import {liveTags} from './live-tags.mjs';
import {llmsText} from './llms.mjs';
import {createManifest} from './manifest.mjs';
import {fill} from './markdown.mjs';
import {ownProviderSections} from './own-provider.mjs';
import {backendTables, sandboxTables} from './server-tables.mjs';

async function format(path, content) {
  // llms.txt is Markdown, whose lines are not wrapped: tools read an entry as one line.
  const own = path.endsWith('.txt') ? {parser: 'markdown', proseWrap: 'preserve'} : {filepath: path};
  return prettier.format(content, {...(await prettier.resolveConfig(path)), ...own});
}

const manifest = createManifest();
const sections = {
  ...elementTables(manifest),
  ...healthTables(),
  ...faultCounts(),
  ...backendTables(),
  ...sandboxTables(),
  ...ownProviderSections(),
  ...(await liveTags()),
};
const paths = ['README.md', ...findPages('docs')];
const pages = {
  'custom-elements.json': JSON.stringify(manifest),
  ...editorData(manifest),
  ...fill(Object.fromEntries(paths.map(path => [path, readFileSync(path, 'utf8')])), sections),
  'llms.txt': llmsText(),
};

const isCheck = process.argv.includes('--check');
for (const [path, content] of Object.entries(pages)) {
  const formatted = await format(path, content);
  if (!isCheck) {
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, formatted);
  } else if (!existsSync(path) || formatted !== readFileSync(path, 'utf8')) {
    console.error(`${path} is out of date: run \`npm run docs\``);
    process.exitCode = 1;
  }
}
