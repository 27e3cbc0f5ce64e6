// Contexts for @web/test-runner-playwright that outlive a test file. A new context with its page and its empty cache
// costs more than most files' tests.

/**
 * Options for `playwrightLauncher`. The launcher closes a context after each file; here that returns it to the next file,
 * with an empty cookie jar. The browser's end closes it.
 */
export function reusedContexts() {
  const free = [];
  return {
    async createBrowserContext({browser}) {
      const reused = free.pop();
      if (reused) return reused;
      const context = await browser.newContext();
      context.close = async () => {
        await context.clearCookies();
        free.push(context);
      };
      return context;
    },
    createPage: async ({context}) => context.pages()[0] ?? context.newPage(),
  };
}
