import ts from 'typescript';

/** Parsed declarations, which all programs share: the DOM's take most of the time. */
const parsed = new Map<string, ts.SourceFile | undefined>();

const strict: ts.CompilerOptions = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  types: [],
};

/** Names of files on disk, or virtual files with their content. */
type Files = readonly string[] | Readonly<Record<string, string>>;

/**
 * Type-checks files as a strict project does that has installed the package.
 *
 * @returns the compiler's errors, or an empty string
 */
export function typeErrors(files: Files, options: ts.CompilerOptions = {}): string {
  const {program, host} = createProgram(files, options);
  return ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), host);
}

/** The compiler's program of files in a strict project that has installed the package. */
export function createProgram(
  files: Files,
  options: ts.CompilerOptions = {},
): {program: ts.Program; host: ts.CompilerHost} {
  const all = {...strict, ...options};
  const host = ts.createCompilerHost(all);
  const virtual: Readonly<Record<string, string>> = Array.isArray(files) ? {} : (files as Record<string, string>);
  const {getSourceFile} = host;
  host.fileExists = name => name in virtual || ts.sys.fileExists(name);
  host.readFile = name => virtual[name] ?? ts.sys.readFile(name);
  host.getSourceFile = (name, ...rest) => {
    if (!/\/node_modules\/.*\.d\.ts$/.test(name)) return getSourceFile.call(host, name, ...rest);
    if (!parsed.has(name)) parsed.set(name, getSourceFile.call(host, name, ...rest));
    return parsed.get(name);
  };
  const rootNames = Array.isArray(files) ? (files as string[]) : Object.keys(virtual);
  return {program: ts.createProgram({rootNames, options: all, host}), host};
}
