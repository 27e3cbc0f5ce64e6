import {chmodSync} from 'node:fs';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import {importMetaAssets} from '@web/rollup-plugin-import-meta-assets';
import {minifyTemplateLiterals} from 'rollup-plugin-minify-template-literals';
import {buildGraph} from './tools/rollup/build-graph.mjs';
import {licences, NOTICE} from './tools/rollup/licences.mjs';
import {retryImports} from './tools/rollup/retry-imports.mjs';
import {compile} from './tools/rollup/typescript.mjs';

const isLit = id => /^(lit|@lit|lit-html|lit-element)(\/|$)/.test(id);
const isServer = id => /^(hono|@hono\/node-server|jose|unstorage)(\/|$)/.test(id);
const isNode = id => id.startsWith('node:');

const forBrowser = () => nodeResolve({exportConditions: ['production', 'browser']});
const forNode = () => nodeResolve({exportConditions: ['node'], preferBuiltins: true});
const literals = () => minifyTemplateLiterals({include: ['src/**']});
/**
 * A classic script's top level is the page's: what stands there is not the minifier's to drop. Arrows are shorter than the
 * functions that rollup makes of inlined modules, none of which is called with `new`.
 */
const minify = (module = true) =>
  terser({ecma: 2022, module, compress: {passes: 3, unsafe_arrows: !module}, format: {comments: /^!/}});

/**
 * The element needs lit's reactive base and its style sheets, not its templates. lit's entry loads all of it, and says
 * nothing of side effects, so that nothing would be left out without this.
 */
const treeshake = {moduleSideEffects: id => !/node_modules\/(lit|lit-html|lit-element)\//.test(id)};

/** Only where there is somebody else's code: every byte of the others counts. */
const noticeWithLit = ({moduleIds}) => (moduleIds.some(id => id.includes('node_modules')) ? NOTICE : '');

const executable = path => ({name: 'executable', writeBundle: () => chmodSync(path, 0o755)});

const output = {
  sourcemap: true,
  generatedCode: {preset: 'es2015', symbols: false},
  format: 'es',
  dir: 'dist',
  entryFileNames: '[name].js',
};

/** A warning is a mistake here: a circular import, an unresolved module, an export that is not there. */
function onwarn(warning) {
  throw Object.assign(new Error(`${warning.code}: ${warning.message}`), warning);
}

const builds = {
  // For bundlers and for server rendering: lit stays outside, so that a page has one lit and Node gets lit's Node build.
  index: {
    input: {index: 'src/index.ts'},
    external: isLit,
    plugins: [compile(), literals()],
    output: {...output, chunkFileNames: 'index/[name]-[hash].js'},
  },
  // For a script tag or a CDN: complete, with a lazy chunk per provider.
  bundle: {
    input: {'bank-reconnect': 'src/index.ts'},
    treeshake,
    plugins: [forBrowser(), compile(), literals(), retryImports(), minify(), buildGraph('bank-reconnect'), licences()],
    output: {...output, chunkFileNames: 'chunks/[name]-[hash:6].js', banner: noticeWithLit},
  },
  // For a classic script tag: one file.
  iife: {
    input: 'src/index.ts',
    treeshake,
    plugins: [forBrowser(), compile(), literals(), minify(false), buildGraph('bank-reconnect.iife'), licences()],
    output: {
      sourcemap: true,
      generatedCode: {preset: 'es2015', symbols: false},
      format: 'iife',
      name: 'BankReconnect',
      banner: NOTICE,
      exports: 'named',
      freeze: false,
      inlineDynamicImports: true,
      file: 'dist/bank-reconnect.iife.js',
    },
  },
  backend: {
    input: {backend: 'src/backend/index.ts', 'backend-node': 'src/backend/node.ts'},
    external: id => isServer(id) || isNode(id),
    plugins: [compile()],
    output: {...output, chunkFileNames: 'backend/[name]-[hash].js'},
  },
  // With everything it needs inside: a front-end install brings none of it.
  sandbox: {
    input: {sandbox: 'src/sandbox/index.ts', bin: 'src/sandbox/bin.ts'},
    external: isNode,
    plugins: [forNode(), compile(), importMetaAssets(), executable('dist/bin.js'), licences()],
    output: {...output, chunkFileNames: 'sandbox/[name]-[hash].js', assetFileNames: 'sandbox/[name]-[hash][extname]'},
  },
};

/** `rollup -c --configOnly index,bundle` builds a part, for work on that part. */
export default ({configOnly}) =>
  Object.entries(builds)
    .filter(([name]) => !configOnly || configOnly.split(',').includes(name))
    .map(([, build]) => ({...build, onwarn}));
