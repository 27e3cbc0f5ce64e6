/**
 * Waits for `condition` to give something truthy, and gives that.
 *
 * @param what names it in the failure
 * @param limit milliseconds
 */
export async function until<T>(condition: () => T | Promise<T>, what: string, limit = 6000): Promise<NonNullable<T>> {
  const end = performance.now() + limit;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
