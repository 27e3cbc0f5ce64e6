// Lets a lazy chunk be asked for again under another URL: Firefox remembers a module that failed to load, so that the same
// URL fails for as long as the page lives. A registry says `load: (retry: string) => import('./plaid/widget.js')`, and what
// is built is `import('./chunks/widget.js' + retry)`: '' the first time, '?retry=1' after a failure.
// The functions are to be looked up by a name of run time: rollup leaves out the argument of a call that it can follow.

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

/** The files that are there before anything lazy is: the entries and all that they import. */
function filesAtOnce(chunks) {
  const files = new Set(Object.values(chunks).flatMap(({isEntry, fileName}) => (isEntry ? [fileName] : [])));
  for (const fileName of files) for (const imported of chunks[fileName]?.imports ?? []) files.add(imported);
  return files;
}

/**
 * What a lazy chunk shares with another is asked for with the query of the chunk that wants it: otherwise what has failed
 * to load there would fail again, by the same URL, whatever that chunk itself is asked for with.
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

  // rollup may rename a parameter or leave one out; the variable would then be another one, or none.
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
