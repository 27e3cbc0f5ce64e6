import {createInput} from './input.mjs';

/** The window's own decorations leave the page less than the window has, and how much is the desktop's affair. */
async function setViewportSize({call}, {width, height}) {
  const inner = () => call('POST', 'execute/sync', {script: 'return [innerWidth, innerHeight]', args: []});
  const [outer, [innerWidth, innerHeight]] = [await call('GET', 'window/rect'), await inner()];
  const rect = {width: width + outer.width - innerWidth, height: height + outer.height - innerHeight};
  await call('POST', 'window/rect', rect);
  // The desktop answers before the page has the size; one that it does not grant is for the caller to find out.
  const end = Date.now() + 2000;
  for (let now = []; now.join() !== [width, height].join() && Date.now() < end;) now = await inner();
}

/**
 * Input and size of a session's current window, under the names that Playwright's pages have for them.
 * @param {{call: Function}} session
 */
export const createPage = session => ({
  ...createInput(session),
  setViewportSize: size => setViewportSize(session, size),
  emulateMedia: () => Promise.reject(new Error('WebKitGTK cannot emulate media')),
});
