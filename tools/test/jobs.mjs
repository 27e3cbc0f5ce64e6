// The jobs of a test run: which files run in which process, in which engine, and what they need first.
import {readdirSync} from 'node:fs';
import {join, normalize} from 'node:path';

/**
 * @typedef {object} Job
 * @property {string} name
 * @property {'node' | 'browser' | 'e2e'} part
 * @property {'node' | 'wtr'} runner
 * @property {string[]} files
 * @property {string} [engine] the only engine; without one the job opens no browser
 * @property {boolean} needsBuild whether the tests read `dist`
 * @property {boolean} [areFilesNamed] whether the browser runner gets the names of the files; else it chooses them itself
 */

/** The folders whose `.test.ts` files drive a browser. */
const END_TO_END = [join('test', 'e2e'), join('test', 'scenarios')];

/** Files whose tests can differ between engines have this in their names. */
const ENGINES_MARK = '.engines.';

const SITE = join('test', 'site');

/** The files of `npm run test:frameworks` and `npm run test:site`, which build for a long time. */
const OTHER_RUNS = [join('test', 'frameworks'), SITE];

/** Their tests take longest, so they have a process of their own. */
const CONTRACTS = join('test', 'e2e', 'contracts');

const isEndToEnd = path => END_TO_END.some(folder => path.startsWith(folder));

const findFiles = ending =>
  readdirSync('test', {recursive: true})
    .filter(path => path.endsWith(ending))
    .map(path => join('test', path))
    .sort();

/**
 * The jobs in the order in which they start, the longest first. Chromium runs all files.
 *
 * @param {object} options
 * @param {readonly string[]} options.engines
 * @param {boolean} options.isFullMatrix every browser test in every engine, not only where engines can differ
 * @returns {Job[]}
 */
export function listJobs({engines, isFullMatrix}) {
  const isIn = folder => path => path.startsWith(folder);
  const tests = findFiles('.test.ts').filter(path => !OTHER_RUNS.some(folder => isIn(folder)(path)));
  const endToEnd = tests.filter(isEndToEnd);
  const inEngine = (engine, files) =>
    isFullMatrix || engine === 'chromium' ? files : files.filter(path => path.includes(ENGINES_MARK));
  const contracts = endToEnd.filter(isIn(CONTRACTS));
  const others = endToEnd.filter(path => !contracts.includes(path));
  const endToEndJob = (files, engine) => ({
    name: `${files === contracts ? 'contracts' : 'end to end'}, ${engine}`,
    part: 'e2e',
    runner: 'node',
    files: inEngine(engine, files),
    engine,
    needsBuild: true,
  });
  const isChromium = engine => engine === 'chromium';
  const otherEngines = engines.filter(engine => !isChromium(engine));
  const jobs = [
    ...engines.filter(isChromium).flatMap(engine => [others, contracts].map(files => endToEndJob(files, engine))),
    {
      name: 'node',
      part: 'node',
      runner: 'node',
      files: tests.filter(path => !endToEnd.includes(path)),
      needsBuild: true,
    },
    ...otherEngines.map(engine => endToEndJob(others, engine)),
    ...engines.map(engine => ({
      name: `browser, ${engine}`,
      part: 'browser',
      runner: 'wtr',
      files: inEngine(engine, findFiles('.browser.ts')),
      engine,
      needsBuild: false,
    })),
    ...otherEngines.map(engine => endToEndJob(contracts, engine)),
  ];
  return jobs.filter(({files}) => files.length);
}

/** The job of `npm run test:site`. @returns {Job} */
export const siteJob = () => ({
  name: 'site',
  part: 'e2e',
  runner: 'node',
  files: findFiles('.test.ts').filter(path => path.startsWith(SITE)),
  engine: 'chromium',
  needsBuild: true,
});

/**
 * The jobs that run one file: one for each engine, or one for a file that opens no browser.
 *
 * @param {string} file
 * @param {readonly string[]} engines
 * @returns {Job[]}
 */
export function jobsOfFile(file, engines) {
  const path = normalize(file);
  const isBrowser = path.endsWith('.browser.ts');
  const part = isBrowser ? 'browser' : isEndToEnd(path) ? 'e2e' : 'node';
  const job = {
    name: path,
    part,
    runner: isBrowser ? 'wtr' : 'node',
    files: [path],
    needsBuild: !isBrowser,
    areFilesNamed: true,
  };
  if (part === 'node') return [job];
  const own = path.includes(ENGINES_MARK) ? engines : engines.filter(engine => engine === 'chromium');
  return own.map(engine => ({...job, name: `${path}, ${engine}`, engine}));
}
