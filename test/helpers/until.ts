/**
 * Waits until `condition` returns a truthy value, and returns the value.
 *
 * @param what names the condition in the message of a failure
 * @param limit milliseconds
 */
export async function until<T>(condition: () => T | Promise<T>, what: string, limit = 6000): Promise<NonNullable<T>> {
  const end = performance.now() + limit;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > end) throw new Error(`Timed out waiting for ${what}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
