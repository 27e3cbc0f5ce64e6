// How every bundle translates the TypeScript sources. No outDir and no declarations here: with them the plugin writes source
// maps whose sources do not exist. `npm run build` writes the declarations afterwards.
import typescript from '@rollup/plugin-typescript';

/** @returns {import('rollup').Plugin} */
export const compile = () =>
  typescript({
    tsconfig: 'tsconfig.json',
    include: ['src/**/*.ts'],
    noEmitOnError: true,
    compilerOptions: {
      noEmit: false,
      declaration: false,
      declarationMap: false,
      outDir: undefined,
      sourceMap: true,
      inlineSources: true,
      importHelpers: false,
      paths: {},
    },
  });
