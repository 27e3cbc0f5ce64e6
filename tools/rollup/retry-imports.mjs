// Lets a lazy chunk be asked for again under another URL: Firefox remembers a module that failed to load, so that the same
// URL fails for as long as the page lives. A registry says `load: (retry: string) => import('./plaid/widget.js')`, and what
// is built is `import('./chunks/widget.js' + retry)`: '' the first time, '?retry=1' after a failure.
// The functions are to be looked up by a name of run time: rollup leaves out the argument of a call that it can follow.

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
  renderChunk(code, {fileName}) {
    walk(this.parse(code), (node, ancestors) => {
      if (node.type !== 'ImportExpression' || (isRendered(node) && isInRetryArrow(ancestors))) return;
      this.error(`${fileName}: \`${code.slice(node.start, node.end)}\` does not get its parameter \`${PARAMETER}\`.`);
    });
    return null;
  },
});
