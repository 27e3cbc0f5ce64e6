import {chmodSync, copyFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import {importMetaAssets} from '@web/rollup-plugin-import-meta-assets';
import {minifyTemplateLiterals} from 'rollup-plugin-minify-template-literals';
import {buildGraph} from './tools/rollup/build-graph.mjs';
import {licences, NOTICE} from './tools/rollup/licences.mjs';
import {retryImports} from './tools/rollup/retry-imports.mjs';
import {sourcesOnDisk} from './tools/rollup/sources-on-disk.mjs';
import {compile} from './tools/rollup/typescript.mjs';

const isLit = id => /^(lit|@lit|lit-html|lit-element)(\/|$)/.test(id);
const isServer = id => /^(hono|@hono\/node-server|jose|unstorage)(\/|$)/.test(id);
const isNode = id => id.startsWith('node:');

const forBrowser = () => nodeResolve({exportConditions: ['production', 'browser']});
const forNode = () => nodeResolve({exportConditions: ['node'], preferBuiltins: true});
const literals = () => minifyTemplateLiterals({include: ['src/**']});

/**
 * The minifier keeps the top-level names of a classic script, because they are global. In a classic script it also converts
 * functions to arrow functions: none of the functions that rollup creates for inlined modules is called with `new`.
 */
const minify = ({isModule}) =>
  terser({ecma: 2022, module: isModule, compress: {passes: 3, unsafe_arrows: !isModule}, format: {comments: /^!/}});

/**
 * Removes lit's templates, which the element does not use. lit's entry imports them, and lit does not declare that its
 * modules have no side effects.
 */
const treeshake = {moduleSideEffects: id => !/node_modules\/(lit|lit-html|lit-element)\//.test(id)};

/** The licence comment. Only files that contain code of a package have it. */
const noticeWithLit = ({moduleIds}) => (moduleIds.some(id => id.includes('node_modules')) ? NOTICE : '');

/** Leaves code for servers readable, without the comments, which are a third of it. The declarations have the docstrings. */
const withoutComments = () =>
  terser({ecma: 2022, module: true, compress: false, mangle: false, format: {comments: /^!/, beautify: true}});

const returnPage = {
  name: 'return page',
  writeBundle: () => copyFileSync('src/return-page/return.html', 'dist/return.html'),
};

const executable = path => ({name: 'executable', writeBundle: () => chmodSync(path, 0o755)});

const output = {
  sourcemap: true,
  generatedCode: {preset: 'es2015', symbols: false},
  format: 'es',
  dir: 'dist',
  entryFileNames: '[name].js',
};

const INDEX = fileURLToPath(new URL('src/index.ts', import.meta.url));

/** The build of a framework's wrapper. It imports the element from the build for bundlers, so that a page has it once. */
const wrapper = ({input, framework, file, banner = ''}) => ({
  input,
  external: [framework, INDEX],
  plugins: [forBrowser(), compile({hasSourceMap: false}), licences()],
  output: {
    sourcemap: false,
    generatedCode: output.generatedCode,
    format: 'es',
    file,
    banner,
    paths: {[INDEX]: './index.js'},
  },
});

/** Makes every warning an error, for instance a circular import, an unresolved module or a missing export. */
function onwarn(warning) {
  throw Object.assign(new Error(`${warning.code}: ${warning.message}`), warning);
}

const builds = {
  // For bundlers and server rendering. lit is external, so that a page has one copy and Node gets lit's Node build. The code
  // is not minified, so it needs no source map.
  index: {
    input: {
      index: 'src/index.ts',
      'describe-connection': 'src/describe-connection.ts',
      preact: 'src/frameworks/preact.ts',
      solid: 'src/frameworks/solid.ts',
      svelte: 'src/frameworks/svelte.ts',
    },
    external: isLit,
    plugins: [compile({hasSourceMap: false}), literals()],
    output: {...output, sourcemap: false, chunkFileNames: 'index/[name]-[hash].js'},
  },
  // For a script tag or a CDN: complete, with a lazy chunk per provider.
  bundle: {
    input: {'bank-reconnect': 'src/index.ts'},
    treeshake,
    plugins: [
      forBrowser(),
      compile(),
      literals(),
      retryImports(),
      minify({isModule: true}),
      buildGraph('bank-reconnect'),
      licences(),
      sourcesOnDisk(),
    ],
    output: {...output, chunkFileNames: 'chunks/[name]-[hash:6].js', banner: noticeWithLit},
  },
  // For a classic script tag: one file.
  iife: {
    input: 'src/index.ts',
    treeshake,
    plugins: [
      forBrowser(),
      compile(),
      literals(),
      minify({isModule: false}),
      buildGraph('bank-reconnect.iife'),
      licences(),
      sourcesOnDisk(),
    ],
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
  // A page of its own, without lit. Hosts serve it beside its script.
  return: {
    input: 'src/return-page/return-page.ts',
    plugins: [forBrowser(), compile({hasSourceMap: false}), minify({isModule: false}), returnPage],
    output: {generatedCode: output.generatedCode, format: 'iife', file: 'dist/return.js'},
  },
  // The directive lets a server component import the file.
  react: wrapper({
    input: 'src/frameworks/react.ts',
    framework: 'react',
    file: 'dist/react.js',
    banner: `'use client';\n${NOTICE}`,
  }),
  vue: wrapper({input: 'src/frameworks/vue.ts', framework: 'vue', file: 'dist/vue.js'}),
  // The contract suite uses the kit and shares its chunks, so that a provider's errors have the kit's classes.
  backend: {
    input: {
      backend: 'src/backend/index.ts',
      'backend-node': 'src/backend/node.ts',
      testing: 'src/testing/index.ts',
    },
    external: id => isServer(id) || isNode(id),
    plugins: [compile({hasSourceMap: false}), withoutComments()],
    output: {...output, sourcemap: false, chunkFileNames: 'backend/[name]-[hash].js'},
  },
  // Contains its dependencies, so that a front end does not install them, and is minified, because a front end has it too.
  sandbox: {
    input: {sandbox: 'src/sandbox/index.ts', bin: 'src/cli/bin.ts'},
    external: isNode,
    plugins: [
      forNode(),
      compile({hasSourceMap: false}),
      importMetaAssets(),
      // Without compression, which takes longer than the rest of the build and saves little.
      terser({ecma: 2022, module: true, compress: false, format: {comments: /^!/}}),
      executable('dist/bin.js'),
      licences(),
    ],
    output: {
      ...output,
      sourcemap: false,
      chunkFileNames: 'sandbox/[name]-[hash].js',
      assetFileNames: 'sandbox/[name]-[hash][extname]',
    },
  },
};

/** `rollup -c --configOnly index,bundle` builds only these parts. */
export default ({configOnly}) =>
  Object.entries(builds)
    .filter(([name]) => !configOnly || configOnly.split(',').includes(name))
    .map(([, build]) => ({...build, onwarn}));
