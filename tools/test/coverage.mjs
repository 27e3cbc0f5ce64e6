// Line and branch coverage of `src`: of the server's code by c8 for the Node tests, of the browser's by Chromium for the
// browser tests. End-to-end tests do not count, because they run the minified build.
import {execFile} from 'node:child_process';
import {existsSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';

const FOLDER = 'coverage';
const RAW_NODE = join(FOLDER, 'node-v8');
const REPORT_NODE = join(FOLDER, 'node');
/** The folder of the report that `web-test-runner.config.mjs` configures. */
const REPORT_BROWSER = join(FOLDER, 'browser');

/** The code whose tests run in browsers. Some Node tests load parts of it. */
const BROWSER_CODE = [
  'src/index.ts',
  'src/{element,repair,surfaces}/**',
  'src/providers/*.ts',
  'src/providers/*/widget.ts',
  'src/providers/*/widget/**',
];

/**
 * The environment variables that make a job write its coverage. Empty for a job whose coverage does not count.
 * @param {import('./jobs.mjs').Job} job
 * @returns {Record<string, string>}
 */
export function coverageVariables({part, engine}) {
  if (part === 'node') return {NODE_V8_COVERAGE: RAW_NODE};
  return part === 'browser' && engine === 'chromium' ? {COVERAGE: '1'} : {};
}

export const clearCoverage = () => rmSync(FOLDER, {recursive: true, force: true});

function readSummary(name, folder) {
  const {lines, branches} = JSON.parse(readFileSync(join(folder, 'coverage-summary.json'), 'utf8')).total;
  return `coverage, ${name}: ${lines.pct} % lines, ${branches.pct} % branches`;
}

/**
 * Writes the reports to `coverage/`.
 * @returns {Promise<string[]>} a line for each part that has run
 */
export async function reportCoverage() {
  const lines = [];
  if (existsSync(RAW_NODE)) {
    const c8 = join('node_modules', '.bin', 'c8');
    const folders = ['--temp-directory', RAW_NODE, '--reports-dir', REPORT_NODE];
    const files = ['--include', 'src/**', ...BROWSER_CODE.flatMap(pattern => ['--exclude', pattern])];
    const reporters = ['--reporter', 'json-summary', '--reporter', 'lcovonly'];
    await promisify(execFile)(c8, ['report', ...folders, ...files, ...reporters]);
    lines.push(readSummary('node', REPORT_NODE));
  }
  if (existsSync(REPORT_BROWSER)) lines.push(readSummary('browser', REPORT_BROWSER));
  return lines;
}
