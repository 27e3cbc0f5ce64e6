/**
 * Returns an expression that runs a function in the page. The browser evaluates it, because a content security policy may
 * forbid `eval` in the page.
 */
export function toExpression(script: ((...args: never[]) => unknown) | string, args: readonly unknown[]): string {
  if (typeof script === 'string') return script;
  return `(${toFunction(script)})(...${JSON.stringify(args)})`;
}

/**
 * Returns the text of a function that runs in the page. tsx adds calls of a helper, `__name`, which the page does not have.
 */
export const toFunction = (script: (...args: never[]) => unknown): string =>
  `(...args) => { const __name = value => value; return (${script.toString()})(...args); }`;

/** The longest evaluation of `untilTruthy` and its pauses, in milliseconds. */
const PATIENCE_MS = 500;
const INTERVAL_MS = 25;

/**
 * Returns an expression that the page evaluates again until it is truthy, for at most `PATIENCE_MS`. A message to the
 * browser for each evaluation would take longer than the rest of the test.
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
