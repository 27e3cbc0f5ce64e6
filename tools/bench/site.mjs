import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {join} from 'node:path';

const TYPES = {html: 'text/html; charset=utf-8', js: 'text/javascript', json: 'application/json'};

/** The vendor's part: a page that says that it is there, as Meld's does, to the window around it. */
const WIDGET = `<!doctype html><title>Widget</title><script>
  parent.postMessage({domain: 'meld-connect', eventName: 'init'}, '*');
</script>`;

/**
 * Serves the pages to be measured, the build, a backend that answers at once, and a widget.
 *
 * @returns {Promise<{url: string, close: () => Promise<void>}>} the address without a trailing slash
 */
export async function startSite() {
  const server = createServer(async (request, response) => {
    const {pathname} = new URL(request.url, 'http://localhost');
    const widgetUrl = `http://127.0.0.1:${server.address().port}/widget.html`;
    const answer = (type, body) => response.writeHead(200, {'content-type': TYPES[type]}).end(body);
    if (pathname === '/widget.html') return answer('html', WIDGET);
    if (pathname === '/token') return answer('json', JSON.stringify({provider: 'meld', widgetUrl, connectToken: ''}));
    const path = pathname.startsWith('/dist/') ? pathname.slice(1) : join('tools', 'bench', 'pages', pathname);
    try {
      answer(path.split('.').at(-1), await readFile(path));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${server.address().port}`,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
