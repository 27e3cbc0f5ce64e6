// How the tests launch an engine that Playwright drives.

/**
 * `TEST_MATRIX=all`: every file in every engine, browsers with their usual processes, a new window for each test, real
 * pauses.
 */
export const isFullMatrix = process.env.TEST_MATRIX === 'all';

/**
 * Options that save work in the tests and change nothing that a page can see. Per engine.
 *
 * @type {Record<string, (options: import('playwright').LaunchOptions) => import('playwright').LaunchOptions>}
 */
const savers = {
  chromium: options => ({
    ...options,
    args: [
      ...(options.args ?? []),
      // A process for each frame of another site doubles the work of a test that opens one.
      '--disable-site-isolation-trials',
      // Without it, a processor without graphics hardware emulates it.
      '--disable-gpu',
      // No process of its own for the compositor.
      '--in-process-gpu',
    ],
  }),
  firefox: options => ({
    ...options,
    firefoxUserPrefs: {
      ...options.firefoxUserPrefs,
      // One process for all pages, and no spare process for the next page.
      'dom.ipc.processCount': 1,
      'dom.ipc.processPrelaunch.enabled': false,
    },
  }),
};

/**
 * @param {string} engine
 * @param {import('playwright').LaunchOptions} launchOptions
 * @param {{isFull?: boolean}} [matrix]
 * @returns {import('playwright').LaunchOptions}
 */
export function testLaunchOptions(engine, launchOptions, {isFull = isFullMatrix} = {}) {
  const save = isFull ? undefined : savers[engine];
  return save ? save(launchOptions) : launchOptions;
}
