import {once} from 'node:events';
import {createServer} from 'node:net';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {defaultReporter} from '@web/test-runner';
import {playwrightLauncher} from '@web/test-runner-playwright';
import {tsImport} from 'tsx/esm/api';
import {scriptedBackend} from './test/helpers/backend-middleware.mjs';
import {ensureBrowsers} from './tools/browsers.mjs';
import {plainReporter} from './tools/test/wtr-reporter.mjs';
import {webkitLauncher} from './tools/webkit/launcher.mjs';

/** The runner's own choice counts up from 8000, where two runs at once can meet. */
async function freePort() {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const {port} = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function launcher({engine, backend, launchOptions, paths}) {
  if (backend === 'webdriver') return webkitLauncher(paths);
  // Only Chromium's pages believe at the same time that they have the focus.
  return playwrightLauncher({product: engine, launchOptions, ...(engine !== 'chromium' && {concurrency: 1})});
}

/** The runner listens on every interface, because pages need it as localhost and as 127.0.0.1; others have no business. */
function loopbackOnly(context, next) {
  const isLoopback = /^(::1|(::ffff:)?127\.[\d.]+)$/.test(context.ip);
  return isLoopback ? next() : context.throw(403);
}

const browsers = await ensureBrowsers();
const {startSandbox} = await tsImport('./src/sandbox/index.ts', import.meta.url);
const sandbox = await startSandbox({port: 0});
// Last, so that nothing else of ours is given the same.
const port = await freePort();

/** `/test-config.json` tells the tests what is only known at run time. */
function testConfig(context, next) {
  if (context.path !== '/test-config.json') return next();
  context.body = {
    origins: {localhost: `http://localhost:${port}`, loopback: `http://127.0.0.1:${port}`},
    sandbox: {url: sandbox.url, origins: sandbox.origins},
  };
}

export default {
  files: 'test/**/*.browser.ts',
  port,
  nodeResolve: {exportConditions: ['production', 'browser']},
  middleware: [loopbackOnly, testConfig, scriptedBackend()],
  plugins: [
    esbuildPlugin({ts: true, target: 'es2022', tsconfig: 'tsconfig.json'}),
    {name: 'sandbox', serverStop: () => sandbox.close()},
  ],
  browsers: Object.values(browsers).map(launcher),
  concurrentBrowsers: 2,
  concurrency: 2,
  // Above the driver's own limits, tries included: a browser that is slow to start is not a failed test.
  browserStartTimeout: 120_000,
  testsStartTimeout: 60_000,
  testFramework: {config: {timeout: 10_000}},
  coverage: process.env.COVERAGE === '1',
  coverageConfig: {include: ['src/**/*.ts'], reporters: ['lcovonly', 'text-summary']},
  reporters: [defaultReporter({reportTestProgress: false}), plainReporter()],
};
