import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';
import {it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {packed} from '../helpers/packed.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

interface Manifest {
  main: string;
  types: string;
  exports: Record<string, string | Record<string, string>>;
  bin: Record<string, string>;
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

/** Every path in the manifest, relative to the root. */
const manifestPaths = [
  manifest.main,
  manifest.types,
  ...Object.values(manifest.bin),
  ...Object.values(manifest.exports).flatMap(target => (typeof target === 'string' ? [target] : Object.values(target))),
].map(path => normalize(path));

/** Runs a module in a new Node process without the test's loaders, and returns its output. */
async function inPlainNode(source: string): Promise<string> {
  const {NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env} = process.env;
  const {stdout} = await run(process.execPath, ['--input-type=module', '--eval', source], {cwd: root, env});
  return stdout.trim();
}

const importing = (name: string): Promise<string> =>
  inPlainNode(`console.log(Object.keys(await import(${JSON.stringify(name)})).sort().join(' '))`);

it('the element can be imported without a DOM', async () => {
  assert.match(await importing('bank-reconnect'), /(^| )BankReconnectElement( |$)/);
});

it('describeConnection can be imported without the element', async () => {
  const source = `
    const {describeConnection} = await import('bank-reconnect/describe-connection');
    const {health} = await describeConnection({provider: 'meld', status: 'RECONNECT_REQUIRED'});
    console.log(health, globalThis.customElements?.get('bank-reconnect'));
    const {BankReconnectElement, describeConnection: same} = await import('bank-reconnect');
    console.log(same === describeConnection, customElements.get('bank-reconnect') === BankReconnectElement);`;
  assert.equal(await inPlainNode(source), 'needs-person undefined\ntrue true');
});

it('the backend kit, its Node adapter and the sandbox can be imported in Node', async () => {
  assert.match(await importing('bank-reconnect/backend'), /createRepairBackend/);
  assert.match(await importing('bank-reconnect/backend/node'), /\w/);
  assert.match(await importing('bank-reconnect/sandbox'), /startSandbox/);
});

it('every path in the manifest exists', () => {
  for (const path of manifestPaths) assert.ok(existsSync(join(root, path)), path);
});

it('the package contains every path in the manifest', async () => {
  const {files} = await packed();
  for (const path of manifestPaths) assert.ok(files.has(path), path);
});

it('the package contains every file that the built modules import, read or refer to', async () => {
  const {files} = await packed();
  const modules = [...files].filter(path => path.startsWith('dist') && path.endsWith('.js'));
  assert.ok(modules.length > 5);
  for (const path of modules) {
    const code = readFileSync(join(root, path), 'utf8');
    const relative = /(?:\bfrom|\bimport\(?|new URL\()\s*["'](\.{1,2}\/[^"']+)["']/g;
    for (const [, target = ''] of code.matchAll(relative)) {
      const file = join(dirname(path), target);
      assert.ok(files.has(file), `${path} needs ${target}`);
    }
  }
});

it('the package contains no tests, tools or configuration', async () => {
  for (const path of (await packed()).files) {
    assert.match(
      path,
      /^(dist|src|editors)\/|^docs\/([\w-]+\/)?[\w-]+\.md$|^docs\/openapi\.yaml$|^llms\.txt$|^examples\/[\w./-]+$|^(package|custom-elements)\.json$|^LICENSE$|^[A-Z]+\.md$/,
    );
  }
});

it('every page in the package links only to files in the package', async () => {
  const {files} = await packed();
  const pages = [...files].filter(path => path.endsWith('.md'));
  assert.ok(pages.length > 8);
  let links = 0;
  for (const page of pages) {
    for (const [, target = ''] of readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!\w+:|#)([^)#\s]+)[^)]*\)/g)) {
      // The picture, the guide for contributors and two reports are in the repository only, as the README says.
      if (/\.png$|(^|\/)(CONTRIBUTING|performance|vendor-documents)\.md$/.test(target)) continue;
      const path = join(dirname(page), target);
      links += 1;
      // A link can lead to a folder.
      assert.ok(files.has(path) || [...files].some(file => file.startsWith(`${path}/`)), `${page} links to ${target}`);
    }
  }
  assert.ok(links > 20);
});

it('the type declarations refer only to files in the package', async () => {
  const {files} = await packed();
  const declarations = [...files].filter(path => path.endsWith('.d.ts'));
  assert.ok(declarations.length > 5);
  for (const path of declarations) {
    const code = readFileSync(join(root, path), 'utf8');
    for (const [, target = ''] of code.matchAll(/(?:\bfrom|\bimport\(?)\s*["'](\.{1,2}\/[^"']+)\.js["']/g)) {
      assert.ok(files.has(`${join(dirname(path), target)}.d.ts`), `${path} needs ${target}`);
    }
  }
});

it('every source map contains its sources, or the package does', async () => {
  const {files} = await packed();
  const maps = [...files].filter(path => path.endsWith('.map'));
  assert.ok(maps.some(path => path.endsWith('.js.map')) && maps.some(path => path.endsWith('.d.ts.map')));
  let sources = 0;
  for (const path of maps) {
    const map = JSON.parse(readFileSync(join(root, path), 'utf8')) as {
      file: string;
      sources: string[];
      sourcesContent?: (string | null)[];
    };
    assert.ok(files.has(join(dirname(path), map.file)), `${path} is the map of ${map.file}`);
    for (const [index, source] of map.sources.entries()) {
      sources += 1;
      const isPacked = files.has(normalize(join(dirname(path), source)));
      assert.ok(isPacked || map.sourcesContent?.[index] != null, `${path}: ${source}`);
      // The package contains each of its own sources once.
      assert.ok(!isPacked || map.sourcesContent?.[index] == null, `${path} contains ${source}`);
    }
  }
  assert.ok(sources > 50);
});

it('every minified script for browsers has a source map', async () => {
  const {files} = await packed();
  const scripts = [...files].filter(path => /^dist\/(bank-reconnect\.(iife\.)?js|chunks\/.+\.js)$/.test(path));
  assert.ok(scripts.length > 8);
  for (const path of scripts) {
    const map = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(readFileSync(join(root, path), 'utf8'))?.[1];
    assert.ok(map && files.has(join(dirname(path), map)), `${path} has no source map`);
  }
});

it('the browser bundle imports no package', () => {
  const chunks = readdirSync(join(root, 'dist', 'chunks')).filter(path => path.endsWith('.js'));
  for (const path of ['bank-reconnect.js', 'bank-reconnect.iife.js', ...chunks.map(name => join('chunks', name))]) {
    const code = readFileSync(join(root, 'dist', path), 'utf8');
    assert.doesNotMatch(code, /\b(from|import)\s*["'][^."'/]/, `${path} imports a package`);
  }
});

it('the command line prints its usage', async () => {
  const {stdout} = await run(process.execPath, [join(root, manifest.bin['bank-reconnect']!), '--help'], {cwd: root});
  assert.match(stdout, /sandbox/);
});
