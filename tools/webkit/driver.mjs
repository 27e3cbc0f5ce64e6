// Xvfb and WebKitWebDriver for one run. WebKitGTK has no mode without a display.
import {once} from 'node:events';
import {createServer} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {startGuarded} from './guarded-process.mjs';
import {openSession} from './session.mjs';

const START_LIMIT_MS = 30_000;

/** The number of attempts to start the browser. MiniBrowser sometimes does not start on a busy machine. */
const TRIES = 3;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Repeats a request until the driver answers. The driver does not report that it is ready. */
async function untilReady(base) {
  for (const limit = Date.now() + START_LIMIT_MS; ; await sleep(50)) {
    try {
      const answer = await fetch(`${base}/status`, {signal: AbortSignal.timeout(1000)});
      if (answer.ok) return;
    } catch (cause) {
      if (Date.now() > limit) throw new Error('WebKitWebDriver did not start', {cause});
    }
  }
}

/**
 * @param {string} xvfb the path of Xvfb
 * @returns {Promise<{display: string, stop(): Promise<void>}>}
 */
export async function startDisplay(xvfb) {
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const server = startGuarded(xvfb, args, {output: 'pipe'});
  try {
    const [number] = await once(server.channel, 'data', {signal: AbortSignal.timeout(START_LIMIT_MS)});
    return {display: `:${String(number).trim()}`, stop: () => server.stop()};
  } catch (cause) {
    await server.stop();
    throw new Error('Xvfb did not start', {cause});
  }
}

/**
 * Starts a driver and its session. A driver serves one session at a time.
 * @param {{driver: string, miniBrowser: string}} paths
 * @param {string | undefined} display the X display, `DISPLAY` of the environment if undefined
 */
export async function startWebKitSession(paths, display) {
  for (let tries = 1; ; tries++) {
    const driver = await startWebKitDriver(paths, display);
    try {
      return {driver, session: await openSession(driver.base, driver.capabilities, START_LIMIT_MS)};
    } catch (error) {
      await driver.stop();
      if (tries === TRIES) throw error;
    }
  }
}

/**
 * @param {{driver: string, miniBrowser: string}} paths
 * @param {string | undefined} display the X display, `DISPLAY` of the environment if undefined
 */
async function startWebKitDriver({driver, miniBrowser}, display = process.env.DISPLAY) {
  const port = await freePort();
  const env = {
    ...process.env,
    DISPLAY: display,
    GDK_BACKEND: 'x11',
    LIBGL_ALWAYS_SOFTWARE: '1',
    // WebKit paints with OpenGL otherwise, which a processor without graphics hardware emulates.
    WEBKIT_SKIA_ENABLE_CPU_RENDERING: '1',
    NO_AT_BRIDGE: '1',
  };
  const server = startGuarded(driver, [`--port=${port}`, '--host=127.0.0.1'], {env});
  const base = `http://127.0.0.1:${port}`;
  try {
    await untilReady(base);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const capabilities = {
    browserName: 'MiniBrowser',
    acceptInsecureCerts: true,
    'webkitgtk:browserOptions': {binary: miniBrowser, args: ['--automation']},
  };
  return {base, capabilities, stop: () => server.stop()};
}
