// Translates the TypeScript sources file by file. Types are not looked at: `npm run build` checks them once, when it writes
// the declarations, and not once more for each of its bundles.
import {existsSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import ts from 'typescript';

const {config} = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
const {options} = ts.convertCompilerOptionsFromJson(config.compilerOptions, process.cwd());
const compilerOptions = {...options, noEmit: false, sourceMap: true, inlineSources: true, importHelpers: false};

/** @returns {import('rollup').Plugin} */
export const typescript = () => ({
  name: 'typescript',

  /** Finds `x.ts` where the source says `./x.js`. */
  resolveId(source, importer) {
    if (!importer?.endsWith('.ts') || !/^\.{1,2}\/.*\.js$/.test(source)) return null;
    const path = resolve(dirname(importer), source).replace(/\.js$/, '.ts');
    return existsSync(path) ? path : null;
  },

  transform(code, id) {
    if (!id.endsWith('.ts')) return null;
    const {outputText, sourceMapText, diagnostics} = ts.transpileModule(code, {
      compilerOptions,
      fileName: id,
      reportDiagnostics: true,
    });
    const [problem] = diagnostics ?? [];
    if (problem) this.error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'), problem.start);
    return {code: outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, ''), map: sourceMapText};
  },
});
