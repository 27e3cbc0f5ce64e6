import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {installExample, root} from '../helpers/packed-example.js';
import {engines, type Engine, type Page} from './driver/index.js';
import {RepairPage, signIn} from './support/repair-page.js';
import {controlOf} from './support/sandbox-control.js';
import {inWindow} from './support/shared-browser.js';
import {withoutDelays} from './support/without-delays.js';

const providers = ['plaid', 'meld', 'quiltt', 'mx'];

/** Starts a program that serves a page until the test ends, and returns the address that it prints. */
async function start(
  t: TestContext,
  args: string[],
  options: {cwd?: string; env?: NodeJS.ProcessEnv},
): Promise<string> {
  const {NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env} = process.env;
  const child = spawn(process.execPath, args, {
    ...options,
    env: {...env, ...options.env},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill());
  let printed = '';
  child.stdout.on('data', chunk => (printed += String(chunk)));
  const address = () => /Open (http:\/\/[\d.:]+)/.exec(printed)?.[1];
  while (!address())
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => assert.fail(printed))]);
  return address()!;
}

/** Opens the page of a host on the sandbox, which then does not wait. */
async function open(window: Page, url: string): Promise<RepairPage> {
  const page = new RepairPage(window);
  await page.goto(url);
  const sandboxUrl = await window.evaluate(() =>
    document.querySelector('bank-reconnect')!.getAttribute('sandbox-url')!,
  );
  await controlOf(sandboxUrl)('PATCH', '/variants', withoutDelays);
  return page;
}

/** Repairs the connection of a tag. */
async function repair(page: RepairPage, provider: string): Promise<void> {
  const {page: window} = page;
  const confirmed = (await page.mainEvents()).filter(type => type === 'repair-confirmed').length;
  await window.click({css: '[part=button]', within: `bank-reconnect[provider=${provider}]`});
  const widget = await window.frame('iframe');
  await signIn(widget);
  // MX's widget ends with this button.
  if (provider === 'mx') await widget.click({role: 'button', name: 'Done'});
  await page.waitForEvent('repair-confirmed', confirmed + 1);
  await page.widgetGone();
}

async function showsDemo(engine: Engine, t: TestContext): Promise<void> {
  const url = await start(t, [join(root, 'dist', 'bin.js'), 'demo', '--port', '0', '--sandbox-port', '0'], {});
  await inWindow(engine, `${url}/none`, async window => {
    const page = await open(window, url);
    const statuses = () =>
      window.evaluate(() =>
        [...document.querySelectorAll('.connection')].map(card => card.hasAttribute('data-healthy')),
      );
    assert.deepEqual(await statuses(), [false, false, false, false]);
    for (const provider of providers) await repair(page, provider);
    assert.deepEqual(await statuses(), [true, true, true, true]);

    // The page lists every event.
    const listed = await window.evaluate(() =>
      [...document.querySelectorAll('.log b')].map(({textContent}) => textContent),
    );
    assert.deepEqual(
      listed,
      (await page.events()).map(({type}) => type),
    );

    await window.click({role: 'button', name: 'Break again', within: '.connection'});
    await window.waitFor(() => !document.querySelector('.connection')!.hasAttribute('data-healthy'));
    await repair(page, 'plaid');
    await page.assertNoPageErrors();
  });
}

async function runsExample(engine: Engine, t: TestContext): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bank-reconnect-first-'));
  t.after(() => rmSync(folder, {recursive: true}));
  await installExample('first', folder);
  const url = await start(t, ['server.js'], {cwd: folder, env: {PORT: '0', SANDBOX_PORT: '0'}});
  await inWindow(engine, `${url}/none`, async window => {
    const page = await open(window, url);
    await repair(page, 'meld');
    assert.deepEqual((await page.mainEvents()).slice(-2), ['exited-successful', 'repair-confirmed']);
    await page.assertNoPageErrors();
  });
}

describe('the first steps', () => {
  for (const engine of engines) {
    it(`the demo of the command line repairs a connection of each provider, in ${engine}`, t => showsDemo(engine, t));
    it(`the first example repairs its connection with the packed package, in ${engine}`, t => runsExample(engine, t));
  }

  it('the page of the demo listens to every event of the element', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8')) as {
      modules: {declarations: {events?: {name: string}[]}[]}[];
    };
    const names = manifest.modules.flatMap(({declarations}) => declarations.flatMap(({events = []}) => events));
    const script = readFileSync(join(root, 'src', 'cli', 'demo', 'page.js'), 'utf8');
    assert.ok(names.length > 5);
    for (const {name} of names) assert.ok(script.includes(`'${name}'`), name);
  });
});
