import assert from 'node:assert/strict';
import {once} from 'node:events';
import {it} from 'node:test';
import {wantedEngines} from '../../tools/browsers.mjs';
import {launch} from '../e2e/driver/index.js';
import {signIn} from '../e2e/support/repair-page.js';
import {runExample, startInExample} from './run-example.js';

// The example is written for one browser.
if (wantedEngines().includes('chromium')) {
  it("a host's own provider passes the contract suite of the packed package", async t => {
    const printed = await runExample(t, 'own-provider');
    // A run without tests would also succeed. The bank's own window is the only test that the contract leaves out.
    assert.match(printed, /^(# |ℹ )pass 14$/m);
    assert.match(printed, /^(# |ℹ )skipped 1$/m);
  });

  it("the page of the example of a host's own provider repairs its connection", async t => {
    const host = await startInExample(t, 'own-provider', ['node', 'host.js'], {PORT: '0'});
    const [url] = (await once(host.stdout, 'data')) as [Buffer];
    const browser = await launch('chromium');
    t.after(() => browser.close());
    const page = await browser.newPage();
    await page.goto(String(url).trim());
    await page.click({role: 'button', name: 'Reconnect Your bank'});
    await signIn(await page.frame());
    await page.waitFor(() =>
      document.querySelector('bank-reconnect')!.shadowRoot!.textContent.includes('Your bank is connected again.'),
    );
  });
}
