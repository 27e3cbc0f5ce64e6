import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {cp, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {promisify} from 'node:util';

/** A rule, and lines at the end of a file that break it. */
const faults: [rule: string, path: string, lines: string][] = [
  ['circle', 'src/repair/states.ts', "import type {Attempt} from './attempt.js';\nexport type A = Attempt;"],
  ['circle', 'src/surfaces/dom.ts', "import {openFrame} from './frame.js';\nexport const again = openFrame;"],
  ['browser: repair imports upwards', 'src/repair/limits.ts', "export type {View} from '../element/view.js';"],
  ['browser: element imports upwards', 'src/element/events.ts', "export {providers} from '../providers/registry.js';"],
  [
    'browser: parts of widgets imports upwards',
    'src/providers/mx/widget/timing.ts',
    "export type {EngineShell} from '../../../repair/engine-shell.js';",
  ],
  [
    'browser imports a package other than lit’s reactive element',
    'src/element/styles.ts',
    "export {Hono} from 'hono';",
  ],
  [
    'browser imports a package other than lit’s reactive element',
    'src/surfaces/url.ts',
    "export {URL} from 'node:url';",
  ],
  ['browser imports another part', 'src/element/view.ts', "export type {Provider} from '../backend/provider.js';"],
  [
    'backend: store imports upwards',
    'src/backend/store/keys.ts',
    "export type {NotifyHost} from '../status/changes.js';",
  ],
  [
    'backend: parts of backends imports upwards',
    'src/providers/meld/backend/options.ts',
    "export type {Kit} from '../../../backend/kit.js';",
  ],
  [
    'an import of a vendor outside the registries',
    'src/repair/timing.ts',
    "export const load = () => import('../providers/mx/health.js');",
  ],
  ['a vendor imports another', 'src/providers/mx/widget/message.ts', "export * from '../../plaid/widget/exit.js';"],
  [
    'sandbox imports another part',
    'src/providers/plaid/sandbox/items.ts',
    "export * from '../backend/check-options.js';",
  ],
  ['testing imports another part', 'src/testing/host.ts', "export * from '../backend/kit.js';"],
  ['testing imports another part', 'src/testing/contract.ts', "export * from '../sandbox/start.js';"],
  ['testing: driver imports upwards', 'src/testing/driver/poll.ts', "export type {Person} from '../person.js';"],
  ['backend imports another part', 'src/backend/node.ts', "export * from '../testing/index.js';"],
  ['sandbox: basics imports upwards', 'src/sandbox/clock.ts', "export type {World} from './world.js';"],
  ['sandbox imports another part', 'src/providers/mx/sandbox/members.ts', "export * from '../../../contract.js';"],
  [
    'what parts share imports a part',
    'src/health/health.ts',
    "export type {BackendRequest} from '../repair/backend-client.js';",
  ],
  ['sandbox imports another part', 'src/sandbox/start.ts', "export * from '../cli/tag.js';"],
  ['cli imports another part', 'src/cli/demo/providers.ts', "export * from '../../backend/kit.js';"],
  ['cli: basics imports upwards', 'src/cli/tag.ts', "export type {runCli} from './run.js';"],
  ['a file without a layer', 'src/backend/new-file.ts', "export * from './base64.js';"],
];

interface Violation {
  readonly rule: {readonly name: string};
  readonly from: string;
  /** The files of a circle, which is reported once. */
  readonly cycle?: readonly {readonly name: string}[];
}

/** Copies the sources with every fault and returns what the check finds. One run for all, because it reads all sources. */
async function findViolations(folder: string): Promise<Violation[]> {
  await cp('src', join(folder, 'src'), {recursive: true});
  await cp('tsconfig.json', join(folder, 'tsconfig.json'));
  for (const [, path, lines] of faults) await writeFile(join(folder, path), lines, {flag: 'a'});
  const args = ['src', '--config', '../.dependency-cruiser.mjs', '--output-type', 'json'];
  const depcruise = join('..', 'node_modules', '.bin', 'depcruise');
  const run = promisify(execFile)(depcruise, args, {cwd: folder, maxBuffer: 64 << 20});
  // It ends with an error when it finds something.
  const {stdout} = await run.catch((error: {stdout: string}) => error);
  return (JSON.parse(stdout) as {summary: {violations: Violation[]}}).summary.violations;
}

describe('the check of the layers', () => {
  let folder: string;
  let violations: Violation[];
  before(async () => {
    // Beside the sources, so that packages resolve as they do from there.
    folder = await mkdtemp('.layers-');
    violations = await findViolations(folder);
  });
  after(() => rm(folder, {recursive: true}));

  for (const [rule, path] of faults) {
    it(`finds "${rule}" in ${path}`, () => {
      const found = violations.filter(violation => violation.rule.name === rule);
      const files = found.flatMap(({from, cycle = []}) => [from, ...cycle.map(({name}) => name)]);
      assert.ok(files.includes(path), files.join());
    });
  }
});
