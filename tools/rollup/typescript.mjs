// How every bundle translates the TypeScript sources. It checks no types: that is what `npm run typecheck` is for. No outDir
// and no declarations here: with them the plugin writes source maps whose sources do not exist.
// `tsc -p tsconfig.build.json` writes the declarations.
import typescript from '@rollup/plugin-typescript';

const translator = typescript({
  tsconfig: 'tsconfig.build.json',
  compilerOptions: {
    noCheck: true,
    emitDeclarationOnly: false,
    declaration: false,
    declarationMap: false,
    rootDir: undefined,
    outDir: undefined,
    sourceMap: true,
    inlineSources: true,
    importHelpers: false,
    paths: {},
  },
});

let isTranslated = false;

/**
 * The same plug-in for every bundle of a run: it translates all sources when the first bundle starts and keeps the result.
 *
 * @returns {import('rollup').Plugin}
 */
export const compile = () => ({
  ...translator,
  buildStart(options) {
    if (isTranslated) return;
    isTranslated = true;
    translator.buildStart.call(this, options);
  },
});
