// Lets a lazy chunk be requested again with another URL. Firefox caches the failure of a module, so the same URL fails until
// the page is reloaded. A registry has `load: (retry: string) => import('./plaid/widget.js')`, and the build has
// `import('./chunks/widget.js' + retry)`: '' the first time, '?retry=2' for the second try.
// The functions must be looked up by a name at run time, because rollup removes the argument of a call that it can resolve.

import {posix} from 'node:path';

const PARAMETER = 'retry';

/** Calls `visit(node, ancestors)` for every node of an ESTree. */
function walk(node, visit, ancestors = []) {
  visit(node, ancestors);
  for (const child of Object.values(node).flat()) {
    if (typeof child?.type === 'string') walk(child, visit, [...ancestors, node]);
  }
}

/** True for an import whose innermost function is an arrow function with the parameter. */
function isInRetryArrow(ancestors) {
  const around = ancestors.findLast(({type}) => /Function/.test(type));
  return (
    around?.type === 'ArrowFunctionExpression' &&
    around.params.some(({type, name}) => type === 'Identifier' && name === PARAMETER)
  );
}

/** True for `'…' + retry`, which is what this plugin renders. */
const isRendered = ({source}) =>
  source.type === 'BinaryExpression' && source.right.type === 'Identifier' && source.right.name === PARAMETER;

/** The files that load before any lazy chunk: the entries and their static imports. */
function filesAtOnce(chunks) {
  const files = new Set(Object.values(chunks).flatMap(({isEntry, fileName}) => (isEntry ? [fileName] : [])));
  for (const fileName of files) for (const imported of chunks[fileName]?.imports ?? []) files.add(imported);
  return files;
}

/**
 * Adds the query of a lazy chunk to its static imports of shared chunks. Otherwise a shared chunk that has failed to load
 * fails again with the same URL, whatever the query of the importing chunk is.
 *
 * @param {string} code in which the imports are one line each, so that the source map holds for what follows
 * @param {{specifiers: object[], source: {value: string}, start: number, end: number}[]} imports
 */
function passQueryOn(code, imports) {
  if (!imports.length) return null;
  const names = imports.map(({specifiers}) => {
    const pairs = specifiers.map(({imported, local}) => `${imported.name}: ${local.name}`);
    return `{${pairs.join(', ')}}`;
  });
  const paths = imports.map(({source}) => `'${source.value}'`);
  const query = 'new URL(import.meta.url).search';
  const all =
    imports.length === 1
      ? `const ${names[0]} = await import(${paths[0]} + ${query});`
      : `const [${names.join(', ')}] = await Promise.all([${paths.join(', ')}].map(path => import(path + ${query})));`;
  const replaced = imports.toReversed().reduce((text, {start, end}, index) => {
    const isFirst = index === imports.length - 1;
    return text.slice(0, start) + (isFirst ? all : '') + text.slice(end);
  }, code);
  return {code: replaced, map: null};
}

/** @returns {import('rollup').Plugin} */
export const retryImports = () => ({
  name: 'retry-imports',

  moduleParsed({id, ast}) {
    walk(ast, (node, ancestors) => {
      if (node.type !== 'ImportExpression' || isInRetryArrow(ancestors)) return;
      this.error(
        `${id}: a dynamic import of the browser bundle has to be written as \`(${PARAMETER}: string) => import('…')\`, ` +
          'so that it can be tried again after a failure.',
      );
    });
  },

  renderDynamicImport: () => ({left: 'import(', right: ` + ${PARAMETER})`}),

  // Checks the result, because rollup may rename or remove a parameter.
  renderChunk(code, {fileName}, _options, {chunks}) {
    const program = this.parse(code);
    walk(program, (node, ancestors) => {
      if (node.type !== 'ImportExpression' || (isRendered(node) && isInRetryArrow(ancestors))) return;
      this.error(`${fileName}: \`${code.slice(node.start, node.end)}\` does not get its parameter \`${PARAMETER}\`.`);
    });
    const atOnce = filesAtOnce(chunks);
    if (atOnce.has(fileName)) return null;
    const isLazy = ({type, source}) =>
      type === 'ImportDeclaration' && !atOnce.has(posix.join(posix.dirname(fileName), source.value));
    return passQueryOn(code, program.body.filter(isLazy));
  },
});
