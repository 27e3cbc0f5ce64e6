// How every bundle translates the TypeScript sources. It only translates: `npm run typecheck` checks the types and
// `tsc -p tsconfig.build.json` writes the declarations.
import typescript from '@rollup/plugin-typescript';
import ts from 'typescript';

/** Resolves our own modules only. Translation needs no types, and reading those of the packages takes most of its time. */
const resolveModuleName = (name, ...rest) =>
  name.startsWith('.') ? ts.resolveModuleName(name, ...rest) : {resolvedModule: undefined};

/**
 * The bundles of one run share this instance: the plugin translates all sources at the start of each build.
 * There is no outDir, because with one the plugin writes source maps whose sources do not exist.
 */
const plugin = typescript({
  tsconfig: 'tsconfig.json',
  typescript: {...ts, resolveModuleName},
  include: ['src/**/*.ts'],
  noEmitOnError: true,
  compilerOptions: {
    noCheck: true,
    lib: ['ES5'],
    types: [],
    paths: {},
    noEmit: false,
    outDir: undefined,
    sourceMap: true,
    inlineSources: true,
    importHelpers: false,
  },
});

let isTranslated = false;

/**
 * @param {{hasSourceMap?: boolean}} output the plugin refuses an output without a source map, so it does not see such an output
 * @returns {import('rollup').Plugin}
 */
export const compile = ({hasSourceMap = true} = {}) => ({
  ...plugin,
  renderStart(options) {
    if (hasSourceMap) plugin.renderStart.call(this, options);
  },
  buildStart(options) {
    if (isTranslated) return;
    plugin.buildStart.call(this, options);
    isTranslated = true;
  },
});
