// Bundles the pages. In the browser all frameworks are in development mode, because only then do they warn of what hydration
// finds.
import {readFile} from 'node:fs/promises';
import {basename} from 'node:path';
import {transformAsync} from '@babel/core';
import {build} from 'esbuild';
import {compile} from 'svelte/compiler';
import {BUNDLES} from './bundles.js';

/** Compiles Svelte's components for the browser or the server. */
const svelte = generate => ({
  name: 'svelte',
  setup({onLoad}) {
    onLoad({filter: /\.svelte$/}, async ({path}) => {
      const dev = generate === 'client';
      const {js} = compile(await readFile(path, 'utf8'), {filename: basename(path), generate, dev});
      return {contents: js.code};
    });
  },
});

const solid = {
  name: 'solid',
  setup({onLoad}) {
    onLoad({filter: /\.jsx$/}, async ({path}) => {
      const {code} = await transformAsync(await readFile(path, 'utf8'), {
        presets: ['babel-preset-solid'],
        filename: path,
      });
      return {contents: code};
    });
  },
};

const shared = {
  bundle: true,
  define: {
    'process.env.NODE_ENV': '"development"',
    __VUE_OPTIONS_API__: 'true',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
  },
  logLevel: 'warning',
};

const bundleForBrowser = ({name, source, alias = {}}) =>
  build({
    ...shared,
    entryPoints: [`src/${source}/browser.${source === 'solid' ? 'jsx' : 'js'}`],
    outdir: `dist/${name}`,
    alias,
    conditions: ['development'],
    format: 'esm',
    target: 'es2022',
    splitting: true,
    plugins: [svelte('client'), solid],
  });

const bundleForServer = ({name, source, alias = {}}) =>
  build({
    ...shared,
    entryPoints: [`src/${source}/server.js`],
    outfile: `dist/${name}/server.cjs`,
    alias,
    // React's renderer requires modules of Node.
    format: 'cjs',
    platform: 'node',
    plugins: [svelte('server')],
  });

const rendered = BUNDLES.filter(({isRendered}) => isRendered);
await Promise.all([...BUNDLES.map(bundleForBrowser), ...rendered.map(bundleForServer)]);
