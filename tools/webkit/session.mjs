// A small client of the W3C WebDriver protocol (https://www.w3.org/TR/webdriver2/).

/** An error of the driver. `code` is WebDriver's error code, such as `no such window`. */
export class WebDriverError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(`${code}: ${message}`);
    this.name = 'WebDriverError';
    this.code = code;
  }
}

/** The limit of a command, in milliseconds. The driver waits endlessly for a crashed browser. */
const COMMAND_LIMIT_MS = 60_000;

/**
 * The limit of a script, in milliseconds. The driver never answers for a script whose page moves to another process, as a
 * page with Cross-Origin-Opener-Policy does.
 */
const SCRIPT_LIMIT_MS = 5_000;

async function request(url, method, body, limit = COMMAND_LIMIT_MS) {
  const answer = await fetch(url, {
    method,
    signal: AbortSignal.timeout(limit),
    headers: {'content-type': 'application/json'},
    ...(body && {body: JSON.stringify(body)}),
  });
  const {value} = await answer.json();
  if (!answer.ok) throw new WebDriverError(value.error, value.message);
  return value;
}

/**
 * Opens a session: a browser window with a fresh profile.
 * @param {string} base the driver's origin
 * @param {object} capabilities
 * @param {number} limit the time limit, in milliseconds
 * @returns {Promise<{capabilities: object, call: Function, quit: Function}>}
 */
export async function openSession(base, capabilities, limit) {
  const session = await request(`${base}/session`, 'POST', {capabilities: {alwaysMatch: capabilities}}, limit);
  const root = `${base}/session/${session.sessionId}`;
  return {
    capabilities: session.capabilities,
    /** A command of the session: `call('POST', 'url', {url})`. */
    call: (method, path, body) =>
      request(
        `${root}/${path}`,
        method,
        body ?? (method === 'POST' ? {} : undefined),
        path.startsWith('execute/') ? SCRIPT_LIMIT_MS : COMMAND_LIMIT_MS,
      ),
    quit: () => request(root, 'DELETE'),
  };
}
