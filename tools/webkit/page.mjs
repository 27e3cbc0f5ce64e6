import {createInput} from './input.mjs';

/** Sets the size of the page. The window's decorations make the page smaller than the window by an unknown size. */
async function setViewportSize({call}, {width, height}) {
  const inner = () => call('POST', 'execute/sync', {script: 'return [innerWidth, innerHeight]', args: []});
  const [outer, [innerWidth, innerHeight]] = [await call('GET', 'window/rect'), await inner()];
  const rect = {width: width + outer.width - innerWidth, height: height + outer.height - innerHeight};
  await call('POST', 'window/rect', rect);
  // The command returns before the page has the new size. The caller checks that the size was granted.
  const end = Date.now() + 2000;
  for (let now = []; now.join() !== [width, height].join() && Date.now() < end;) now = await inner();
}

/**
 * Input and size of a session's current window, with the method names of Playwright's pages.
 * @param {{call: Function}} session
 */
export const createPage = session => ({
  ...createInput(session),
  setViewportSize: size => setViewportSize(session, size),
  emulateMedia: () => Promise.reject(new Error('WebKitGTK cannot emulate media')),
});
