import {join} from 'node:path';
import ts from 'typescript';
import {root} from '../helpers/packed-example.js';
import {createProgram} from '../helpers/type-check.js';

/** A script of a page. */
export interface Script {
  /** A name for messages, unique in a check. */
  readonly name: string;
  readonly code: string;
  /** Declarations in front of a fragment. */
  readonly prelude: string;
  /** JavaScript has no annotations: its parameters may be `any`, and it does not have to exclude null. */
  readonly isJavaScript: boolean;
}

/** Parameters and indices without a type, values that may be null or undefined, and members of an index signature. */
const ONLY_IN_TYPESCRIPT = new Set([7006, 7019, 7031, 7053, 2531, 18047, 18048, 4111]);

/**
 * Checks the types of scripts with the published types, in one program, because each program takes seconds.
 * @returns the errors by the name of the script
 */
export function checkScripts(scripts: readonly Script[]): Map<string, string[]> {
  // Virtual files in the root, where the package's name resolves to its exports.
  const files = new Map(scripts.map((script, index) => [join(root, `script-of-a-page-${index}.mts`), script]));
  // Each file is a module, so that its names are its own.
  const contents = [...files].map(([path, {prelude, code}]) => [path, `${prelude}\n${code}\nexport {};\n`] as const);
  const {program} = createProgram(Object.fromEntries(contents), {types: ['node']});
  return new Map(
    [...files].map(([path, script]) => {
      const file = program.getSourceFile(path)!;
      const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
      const counted = found.filter(({code}) => !(script.isJavaScript && ONLY_IN_TYPESCRIPT.has(code)));
      return [script.name, counted.map(diagnostic => describe(diagnostic, script.prelude))];
    }),
  );
}

/** The message, with its line in the block. A line below 1 is in the prelude. */
function describe({file, start = 0, code, messageText}: ts.Diagnostic, prelude: string): string {
  const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) - prelude.split('\n').length + 1;
  return `line ${line}: TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
}
