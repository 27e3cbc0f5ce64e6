// `npm run api`: writes api/*.api.md, a report of the public declarations of every entry with types. A declaration without
// `export` is used by an exported one. `npm run api:check` writes nothing and fails when a report is out of date.
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {Extractor, ExtractorConfig} from '@microsoft/api-extractor';

const REPORTS = 'api';
/**
 * Removed at the end. The declarations in it are not those of dist, so that dist need not be built and stays as it is. It is
 * outside node_modules, where the extractor would take each file for another package's.
 */
const TEMPORARY = '.api';
const TYPES = `./${TEMPORARY}/types`;
const FRESH = `${TEMPORARY}/reports`;

/** They have the declarations of `.`, for a framework's templates or as a global, which the extractor does not report. */
const SAME_AS_INDEX = ['./preact', './solid', './svelte', './bank-reconnect.iife.js'];

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

/** The entries with types, by the name of the report. An entry with the types of an earlier one has no report. */
function listEntries() {
  const byTypes = new Map();
  for (const [path, {types}] of Object.entries(manifest.exports)) {
    if (types && !byTypes.has(types) && !SAME_AS_INDEX.includes(path))
      byTypes.set(types, path.slice(2).replaceAll('/', '-') || 'index');
  }
  return [...byTypes].map(([types, name]) => ({name, types: types.replace('./dist/types', TYPES)}));
}

/** @throws {Error} when the compiler fails; its output has been printed */
function writeDeclarations() {
  rmSync(TEMPORARY, {recursive: true, force: true});
  const args = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', TYPES];
  if (spawnSync(process.execPath, args, {stdio: 'inherit'}).status !== 0) throw new Error('No declarations');
}

/** Writes the report of an entry to `FRESH`. @throws {Error} when the declarations have errors */
function extract({name, types}) {
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: resolve('package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: resolve('.'),
      mainEntryPointFilePath: resolve(types),
      newlineKind: 'lf',
      enumMemberOrder: 'preserve',
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2022',
            module: 'ESNext',
            moduleResolution: 'Bundler',
            lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
            types: ['node'],
            strict: true,
            skipLibCheck: true,
          },
          files: [resolve(types)],
        },
      },
      apiReport: {
        enabled: true,
        // Otherwise a change of a list of words, such as the error codes, would not show.
        includeForgottenExports: true,
        reportFileName: `${name}.api.md`,
        reportFolder: resolve(FRESH),
        reportTempFolder: resolve(FRESH, 'temp'),
      },
      docModel: {enabled: false},
      dtsRollup: {enabled: false},
      tsdocMetadata: {enabled: false},
      messages: {
        compilerMessageReporting: {default: {logLevel: 'error'}},
        extractorMessageReporting: {default: {logLevel: 'none'}},
        tsdocMessageReporting: {default: {logLevel: 'none'}},
      },
    },
  });
  const {succeeded} = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: message => {
      message.handled = message.logLevel !== 'error';
    },
  });
  if (!succeeded) throw new Error(`The API of ${types} cannot be reported`);
}

/** Reports what is out of date. */
function check(files) {
  const outdated = [
    ...files.filter(file => !existsSync(join(REPORTS, file)) || read(REPORTS, file) !== read(FRESH, file)),
    ...readdirSync(REPORTS).filter(file => !files.includes(file)),
  ];
  for (const file of outdated) console.error(`${REPORTS}/${file} is out of date: run \`npm run api\``);
  process.exitCode = outdated.length ? 1 : 0;
}

function write(files) {
  rmSync(REPORTS, {recursive: true, force: true});
  mkdirSync(REPORTS);
  for (const file of files) writeFileSync(join(REPORTS, file), read(FRESH, file));
}

const read = (folder, file) => readFileSync(join(folder, file), 'utf8');

try {
  writeDeclarations();
  mkdirSync(join(FRESH, 'temp'), {recursive: true});
  const entries = listEntries();
  for (const entry of entries) extract(entry);
  const files = entries.map(({name}) => `${name}.api.md`);
  if (process.argv.includes('--check')) check(files);
  else write(files);
} finally {
  rmSync(TEMPORARY, {recursive: true, force: true});
}
