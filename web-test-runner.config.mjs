import {once} from 'node:events';
import {createServer} from 'node:net';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {defaultReporter} from '@web/test-runner';
import {playwrightLauncher} from '@web/test-runner-playwright';
import {tsImport} from 'tsx/esm/api';
import {scriptedBackend} from './test/helpers/backend-middleware.mjs';
import {ensureBrowsers, wantedEngines} from './tools/browsers.mjs';
import {isFullMatrix, testLaunchOptions} from './tools/test/launch-options.mjs';
import {reusedContexts} from './tools/test/reused-contexts.mjs';
import {plainReporter} from './tools/test/wtr-reporter.mjs';
import {webkitLauncher} from './tools/webkit/launcher.mjs';

/** Finds a free port. The runner's own search starts at 8000, and two runs at the same time can find the same one. */
async function freePort() {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const {port} = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Files in which engines can differ. They run in every engine, the others in Chromium only. */
const ENGINE_FILES = 'test/**/*.engines.browser.ts';
const ALL_FILES = 'test/**/*.browser.ts';

/** Whether the command line names files. They run in every engine that is wanted. */
const areFilesNamed = process.argv.some(argument => argument === '--files' || argument.endsWith('.browser.ts'));

const isCovered = process.env.COVERAGE === '1';

const isWatching = process.argv.includes('--watch');

function launcher({engine, backend, launchOptions, paths}) {
  if (backend === 'webdriver') return webkitLauncher(paths);
  return playwrightLauncher({
    product: engine,
    launchOptions: testLaunchOptions(engine, launchOptions),
    // Only in Chromium several pages can have the focus at the same time.
    ...(engine !== 'chromium' && {concurrency: 1}),
    // V8 counts branches only in code that it compiles. In a reused context some compiled code comes from the cache.
    ...(!isCovered && reusedContexts()),
  });
}

/** Selects the files of each browser. */
function plan(launchers) {
  const browsers = Object.values(launchers);
  if (isFullMatrix || areFilesNamed) return {files: ALL_FILES, browsers};
  const {chromium} = launchers;
  const chromiumOnly = {name: 'chromium', files: [ALL_FILES, `!${ENGINE_FILES}`], browsers: [chromium]};
  return {files: ENGINE_FILES, browsers, groups: chromium ? [chromiumOnly] : []};
}

/** Refuses other machines. The runner listens on every interface, because the tests use localhost and 127.0.0.1. */
function loopbackOnly(context, next) {
  const isLoopback = /^(::1|(::ffff:)?127\.[\d.]+)$/.test(context.ip);
  return isLoopback ? next() : context.throw(403);
}

const found = await ensureBrowsers();
const launchers = Object.fromEntries(wantedEngines().map(engine => [engine, launcher(found[engine])]));
const {startSandbox} = await tsImport('./src/sandbox/index.ts', import.meta.url);
const sandbox = await startSandbox({port: 0});
// Searched last, so that the sandbox cannot take the same port.
const port = await freePort();

/** Serves values that are known only at run time as `/test-config.json`. */
function testConfig(context, next) {
  if (context.path !== '/test-config.json') return next();
  context.body = {
    origins: {localhost: `http://localhost:${port}`, loopback: `http://127.0.0.1:${port}`},
    sandbox: {url: sandbox.url, origins: sandbox.origins},
  };
}

/**
 * Lets a browser context cache the modules for the next test file. A change of a module takes effect in the next run, which
 * has new contexts.
 */
function keepModules(context, next) {
  if (!isWatching && /\.(m?js|ts)$/.test(context.path)) context.set('cache-control', 'max-age=3600');
  return next();
}

/** The page of a test file. It first removes the data that an earlier file has left in the context. */
const testRunnerHtml = framework => `<!doctype html>
<html>
  <head>
    <script>
      localStorage.clear();
      sessionStorage.clear();
      window.name = '';
    </script>
  </head>
  <body>
    <script type="module" src="${framework}"></script>
  </body>
</html>`;

export default {
  ...plan(launchers),
  testRunnerHtml,
  port,
  nodeResolve: {exportConditions: ['production', 'browser']},
  middleware: [loopbackOnly, testConfig, scriptedBackend(), keepModules],
  plugins: [
    esbuildPlugin({ts: true, target: 'es2022', tsconfig: 'tsconfig.json'}),
    {name: 'sandbox', serverStop: () => sandbox.close()},
  ],
  concurrentBrowsers: 2,
  concurrency: 2,
  // Longer than the driver's own limits with all attempts, so that a slow start of a browser fails no test.
  browserStartTimeout: 120_000,
  testsStartTimeout: 60_000,
  testFramework: {config: {timeout: 10_000}},
  coverage: isCovered,
  coverageConfig: {
    include: ['src/**/*.ts'],
    reportDir: 'coverage/browser',
    reporters: ['lcovonly', 'json-summary', 'text-summary'],
  },
  reporters: [defaultReporter({reportTestProgress: false}), plainReporter()],
};
