// `npm run api`: writes api/*.api.md, a report of the public declarations of every entry with types, from dist/types. A
// declaration without `export` is used by an exported one.
// `npm run api:check` writes nothing and fails when a report is out of date. Both build the declarations first.
import {existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {Extractor, ExtractorConfig} from '@microsoft/api-extractor';

const REPORTS = 'api';
/** Where the extractor writes. */
const FRESH = 'node_modules/.cache/bank-reconnect/api';

/** They export what `.` does, and declare the tag for a framework's templates, which the extractor does not report. */
const SAME_AS_INDEX = ['./preact', './solid', './svelte'];

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

/** The entries with types, by the name of the report. An entry with the types of an earlier one has no report. */
function listEntries() {
  const byTypes = new Map();
  for (const [path, {types}] of Object.entries(manifest.exports)) {
    if (types && !byTypes.has(types) && !SAME_AS_INDEX.includes(path))
      byTypes.set(types, path.slice(2).replaceAll('/', '-') || 'index');
  }
  return [...byTypes].map(([types, name]) => ({name, types}));
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

const isCheck = process.argv.includes('--check');
mkdirSync(join(FRESH, 'temp'), {recursive: true});
mkdirSync(REPORTS, {recursive: true});
const entries = listEntries();
const files = entries.map(({name}) => `${name}.api.md`);
for (const entry of entries) extract(entry);
for (const file of files) {
  const fresh = readFileSync(join(FRESH, file), 'utf8');
  const path = join(REPORTS, file);
  if (!isCheck) {
    writeFileSync(path, fresh);
  } else if (!existsSync(path) || readFileSync(path, 'utf8') !== fresh) {
    console.error(`${path} is out of date: run \`npm run api\``);
    process.exitCode = 1;
  }
}
for (const file of readdirSync(REPORTS).filter(name => !files.includes(name))) {
  if (!isCheck) {
    rmSync(join(REPORTS, file));
  } else {
    console.error(`${REPORTS}/${file} belongs to no entry: run \`npm run api\``);
    process.exitCode = 1;
  }
}
