/**
 * An expression that runs a function in the page. It is handed to the browser as text and not to `eval` in the page, which
 * a content security policy may forbid.
 */
export function toExpression(script: ((...args: never[]) => unknown) | string, args: readonly unknown[]): string {
  if (typeof script === 'string') return script;
  return `(${toFunction(script)})(...${JSON.stringify(args)})`;
}

/** The text of a function that runs in the page with the given arguments, for a driver that passes elements. */
// tsx marks functions with their names by a helper that the page does not have.
export const toFunction = (script: (...args: never[]) => unknown): string =>
  `(...args) => { const __name = value => value; return (${script.toString()})(...args); }`;

/** In milliseconds: the longest evaluation of `untilTruthy`, and its pause between two tries. */
const PATIENCE_MS = 500;
const INTERVAL_MS = 25;

/**
 * Makes an expression that the page evaluates again until it is truthy, but not for long. A message for each try would
 * cost more than the test.
 */
export const untilTruthy = (expression: string): string => `(async () => {
  for (const end = Date.now() + ${PATIENCE_MS}; ; await new Promise(resolve => setTimeout(resolve, ${INTERVAL_MS}))) {
    const isLast = Date.now() >= end;
    try {
      const result = await (${expression});
      if (result || isLast) return result;
    } catch (error) {
      if (isLast) throw error;
    }
  }
})()`;
