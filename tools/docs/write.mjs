// `npm run docs`: writes custom-elements.json, the editors' data, and the tables of README.md and docs/*.md from the sources.
// `npm run docs:check` writes nothing and fails when either is out of date.
import {existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import * as prettier from 'prettier';
import {editorData} from './editor-data.mjs';
import {elementTables} from './element-tables.mjs';
import {healthTables} from './health-tables.mjs';
import {createManifest} from './manifest.mjs';
import {fill} from './markdown.mjs';
import {backendTables, sandboxTables} from './server-tables.mjs';

async function format(path, content) {
  return prettier.format(content, {...(await prettier.resolveConfig(path)), filepath: path});
}

const manifest = createManifest();
const sections = {...elementTables(manifest), ...healthTables(), ...backendTables(), ...sandboxTables()};
const chapters = readdirSync('docs').filter(name => name.endsWith('.md'));
const paths = ['README.md', ...chapters.sort().map(name => join('docs', name))];
const pages = {
  'custom-elements.json': JSON.stringify(manifest),
  ...editorData(manifest),
  ...fill(Object.fromEntries(paths.map(path => [path, readFileSync(path, 'utf8')])), sections),
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
