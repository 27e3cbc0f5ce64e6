/**
 * An expression that runs a function in the page. It is handed to the browser as text and not to `eval` in the page, which
 * a content security policy may forbid.
 */
export function toExpression(script: ((...args: never[]) => unknown) | string, args: readonly unknown[]): string {
  if (typeof script === 'string') return script;
  // tsx marks functions with their names by a helper that the page does not have.
  return `(() => { const __name = value => value; return (${script.toString()})(...${JSON.stringify(args)}); })()`;
}
