// How the tests launch an engine that Playwright drives.

/** `TEST_MATRIX=all`: every file in every engine, Chromium with a process for each site, a new window for each test. */
export const isFullMatrix = process.env.TEST_MATRIX === 'all';

/**
 * @param {string} engine
 * @param {import('playwright').LaunchOptions} launchOptions
 * @returns {import('playwright').LaunchOptions}
 */
export function testLaunchOptions(engine, launchOptions) {
  if (engine !== 'chromium' || isFullMatrix) return launchOptions;
  // A process for each frame of another site doubles the work of a test that opens one.
  return {...launchOptions, args: [...(launchOptions.args ?? []), '--disable-site-isolation-trials']};
}
