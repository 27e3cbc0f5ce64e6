// The pages around the bundles. They are written when a test starts, because they name the sandbox.
import {createRequire} from 'node:module';
import {writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {BUNDLES} from './bundles.js';
import {headers} from './src/backend.js';

const require = createRequire(import.meta.url);

const pageOf = (overview, html = '') => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <link rel="icon" href="data:," />
    <title>Your banks</title>
  </head>
  <body>
    <main id="app">${html}</main>
    <script type="application/json" id="overview">${JSON.stringify(overview)}</script>
    <script type="module" src="browser.js"></script>
  </body>
</html>
`;

/**
 * Writes `index.html`, which is empty until the script runs, and `rendered.html` with what the server renders.
 *
 * @param {string} url the backend's
 */
export async function writePages(url) {
  const overview = await (await fetch(`${url}/api/connections`, {headers})).json();
  for (const {name, isRendered} of BUNDLES) {
    const write = (file, page) => writeFileSync(fileURLToPath(new URL(`dist/${name}/${file}`, import.meta.url)), page);
    write('index.html', pageOf(overview));
    if (isRendered)
      write('rendered.html', pageOf(overview, await require(`./dist/${name}/server.cjs`).render(overview)));
  }
}
