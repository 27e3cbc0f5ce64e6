// `npm run size`: the size of each path through the code, in bytes after brotli 11 (1 kB is 1000 bytes), summed over all files
// that the path loads. The build records which module is in which file.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {brotliCompressSync, constants} from 'node:zlib';
import {bundledEntry} from './bundled-entry.mjs';
import {GRAPH_FOLDER} from './rollup/build-graph.mjs';

const ENTRY = 'bank-reconnect.js';
const PROVIDERS = ['plaid', 'meld', 'mx', 'quiltt'];

/**
 * The paths on top of the entry, by the modules that they import dynamically. A path without a budget is listed for
 * information: it is not part of a click.
 * @type {{path: string, modules: string[], budget?: number}[]}
 */
const LAZY_PATHS = [
  ...PROVIDERS.map(name => ({
    path: `a first click, ${name}`,
    modules: ['src/element/engine/engine.ts', `src/providers/${name}/widget.ts`],
    budget: 14_000,
  })),
  {path: 'judging a status', modules: ['src/element/status/status.ts']},
  ...PROVIDERS.map(name => ({path: `the statuses of ${name}`, modules: [`src/providers/${name}/health.ts`]})),
];
const ENTRY_BUDGET = 10_200;
const IIFE_BUDGET = 26_700;
/** The entry in a host's bundle, as a multiple of the script's. A bundler may keep more of lit. */
const BUNDLER_FACTOR = 1.05;

/** @returns {Map<string, {fileName: string, imports: string[], dynamicImports: string[], modules: string[]}>} */
function readGraph(name) {
  const chunks = JSON.parse(readFileSync(join(GRAPH_FOLDER, `${name}.json`), 'utf8'));
  return new Map(chunks.map(chunk => [chunk.fileName, chunk]));
}

/** The files and all that they import statically. */
function withImports(graph, fileNames) {
  const files = new Set(fileNames);
  for (const fileName of files) for (const imported of graph.get(fileName).imports) files.add(imported);
  return files;
}

function fileOf(graph, module) {
  for (const {fileName, modules} of graph.values()) if (modules.includes(module)) return fileName;
  throw new Error(`No built file has ${module}: has it been renamed? Then tools/size.mjs has to know`);
}

const compressedSize = fileName => compress(readFileSync(join('dist', fileName)));

function compress(content) {
  return brotliCompressSync(content, {
    params: {[constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length},
  }).length;
}

const sumOf = files => [...files].reduce((sum, fileName) => sum + compressedSize(fileName), 0);

/** Fails for a lazy module that no path counts, because the sizes would be too small. */
function checkAllCounted(graph) {
  const counted = new Set(LAZY_PATHS.flatMap(({modules}) => modules.map(module => fileOf(graph, module))));
  const lazy = [...graph.values()].flatMap(({dynamicImports}) => dynamicImports);
  return lazy
    .filter(fileName => !counted.has(fileName))
    .map(fileName => `${fileName} is loaded lazily, but in no path`);
}

/** The entry is one file: a static import would cost the page another round trip before the button works. */
function checkEntryAlone(graph) {
  return graph
    .get(ENTRY)
    .imports.map(fileName => `${ENTRY} imports ${fileName}, one round trip more until it is ready`);
}

/** A click requests the engine and the widget at once: a chunk that they import would follow one round trip later. */
function checkClickAtOnce(graph) {
  const modules = LAZY_PATHS.filter(({budget}) => budget).flatMap(path => path.modules);
  const files = new Set(modules.map(module => fileOf(graph, module)));
  return [...files]
    .filter(fileName => graph.get(fileName).imports.length)
    .map(fileName => `${fileName} imports ${graph.get(fileName).imports.join(', ')} one round trip after the click's`);
}

/** The page may add a query to the entry's URL. A chunk that imports the entry would load it again without the query. */
function checkEntryNotImported(graph) {
  return [...graph.values()]
    .filter(({imports, dynamicImports}) => [...imports, ...dynamicImports].includes(ENTRY))
    .map(({fileName}) => `${fileName} imports ${ENTRY}, which would load it twice where its URL has a query`);
}

function printTable(rows) {
  const line = cells => console.log(cells.map((cell, at) => (at ? cell.padStart(8) : cell.padEnd(32))).join(''));
  line(['brotli 11, bytes', 'actual', 'budget', 'left']);
  for (const {path, actual, budget} of rows) {
    line([path, ...[actual, budget, budget && budget - actual].map(number => String(number ?? ''))]);
  }
}

const graph = readGraph('bank-reconnect');
const first = withImports(graph, [ENTRY]);
const bundled = (await bundledEntry()).map(code => compress(Buffer.from(code)));
const rows = [
  {path: 'until the button is usable', actual: sumOf(first), budget: ENTRY_BUDGET},
  {
    path: 'the same in a host’s bundle',
    actual: bundled.reduce((sum, size) => sum + size, 0),
    budget: Math.floor(sumOf(first) * BUNDLER_FACTOR),
  },
  ...LAZY_PATHS.map(({path, modules, budget}) => {
    const files = withImports(
      graph,
      modules.map(module => fileOf(graph, module)),
    );
    return {path, actual: sumOf([...files].filter(fileName => !first.has(fileName))), budget};
  }),
  {path: 'classic script, everything', actual: compressedSize('bank-reconnect.iife.js'), budget: IIFE_BUDGET},
];
printTable(rows);

const problems = [
  ...rows
    .filter(({actual, budget}) => actual > budget)
    .map(({path, actual, budget}) => `${path}: ${actual - budget} over`),
  ...checkAllCounted(graph),
  ...checkEntryNotImported(graph),
  ...checkEntryAlone(graph),
  ...checkClickAtOnce(graph),
];
for (const problem of problems) console.error(`size: ${problem}`);
process.exitCode = problems.length ? 1 : 0;
