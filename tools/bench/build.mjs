// The minified scripts of the cases: ours from dist, the others bundled into one file each.
import {execFileSync} from 'node:child_process';
import {readdir, readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import {rollup} from 'rollup';

const fileAt = path => fileURLToPath(new URL(path, import.meta.url));

const DIST = fileAt('../../dist/');
const PEERS = fileAt('./peers/');

/** Our own build: the module script with its chunks, and the classic script, by path. */
export async function readOwnBuild() {
  const chunks = await readdir(`${DIST}chunks`);
  const paths = ['bank-reconnect.js', 'bank-reconnect.iife.js', ...chunks.map(name => `chunks/${name}`)];
  const scripts = paths.filter(path => path.endsWith('.js'));
  return Object.fromEntries(await Promise.all(scripts.map(async path => [path, await readFile(DIST + path, 'utf8')])));
}

/**
 * A script of `scripts/`, bundled and minified like our own build.
 *
 * @param {'es' | 'iife'} format
 * @returns {Promise<string>}
 */
export async function bundleScript(name, format) {
  const plugins = [
    nodeResolve({exportConditions: ['production', 'browser']}),
    terser({ecma: 2022, module: format === 'es', compress: {passes: 3}, format: {comments: /^!/}}),
  ];
  const bundle = await rollup({input: fileAt(`./scripts/${name}.js`), plugins});
  const {output} = await bundle.generate({format});
  await bundle.close();
  return output[0].code;
}

/** Installs the peers at the versions of their lock file. */
export function installPeers() {
  const options = {cwd: PEERS, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32'};
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], options);
}

/** The peers' exact versions, by package. */
export async function peerVersions() {
  return JSON.parse(await readFile(`${PEERS}package.json`, 'utf8')).dependencies;
}

/**
 * A script of `peers/`, bundled for production by esbuild.
 *
 * @param {{name: string, defines?: Record<string, string>, vendorScript?: {url: string, stub: string}}} peer in
 *   `vendorScript`, the stub's URL replaces the URL in the peer's code
 * @returns {Promise<string>}
 */
export async function bundlePeer({name, defines = {}, vendorScript}) {
  const esbuild = createRequire(`${PEERS}package.json`)('esbuild');
  const {outputFiles} = await esbuild.build({
    entryPoints: [`${PEERS}${name}.js`],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    define: {'process.env.NODE_ENV': '"production"', ...defines},
  });
  const code = outputFiles[0].text;
  if (!vendorScript) return code;
  if (!code.includes(vendorScript.url)) throw new Error(`${name} does not load ${vendorScript.url}`);
  return code.replaceAll(vendorScript.url, vendorScript.stub);
}
