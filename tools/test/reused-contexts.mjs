// Contexts for @web/test-runner-playwright that outlive a test file. A new context with its page and its empty cache
// costs more than most files' tests.

/**
 * Options for `playwrightLauncher`. The launcher closes a context after each file. These contexts stay open instead, without
 * cookies, for the next file, and are closed with the browser.
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
