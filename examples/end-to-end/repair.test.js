// An end-to-end test of a host: its page and its backend in a browser, with the sandbox instead of the vendor.
import assert from 'node:assert/strict';
import {EventEmitter, once} from 'node:events';
import {after, before, test} from 'node:test';
import {startSandbox} from 'bank-reconnect/sandbox';
import {chromium} from 'playwright';
import {startHost} from './host.js';

let browser;
before(async () => {
  // Uses Playwright's own Chromium, unless another one is set.
  browser = await chromium.launch({executablePath: process.env.CHROMIUM_PATH || undefined});
});
after(() => browser?.close());

/** Starts a sandbox and the host, and opens a browser page. All are closed at the end of the test. */
async function start(t) {
  const sandbox = await startSandbox({port: 0});
  t.after(() => sandbox.close());
  const mailer = new EventEmitter();
  const host = await startHost({
    meld: {
      apiKey: 'sandbox_api_key',
      environment: 'sandbox',
      webhookSecret: 'sandbox_meld_webhook_secret',
      baseUrl: sandbox.origins.meld,
    },
    widgetOrigin: sandbox.origins.meld,
    sandboxUrl: sandbox.url,
    sendMail: mail => mailer.emit('mail', mail),
  });
  t.after(() => host.close());

  const control = async (method, path, body) => {
    const headers = {'content-type': 'application/json'};
    const response = await fetch(`${sandbox.url}/control${path}`, {method, headers, body: JSON.stringify(body)});
    assert.equal(response.status, 200, path);
  };
  const change = fields => control('PATCH', '/connections/meld/connMeridianTrust1', fields);
  await change({status: 'ACTIVE', statusReason: null});
  await control('PUT', '/webhooks', {meld: `${host.url}/api/bank/webhooks/meld`});

  const page = await browser.newPage();
  t.after(() => page.close());
  const tag = page.locator('bank-reconnect');
  return {
    host,
    mailer,
    control,
    change,
    page,
    tag,
    button: tag.getByRole('button', {name: 'Reconnect Meridian Trust'}),
  };
}

/** Revokes the login at the bank. Meld's webhook reaches the host, which sends a mail. */
async function breakConnection({mailer, change}) {
  const mailed = once(mailer, 'mail');
  await change({status: 'RECONNECT_REQUIRED', statusReason: 'LOGIN_REQUIRED'});
  return (await mailed)[0];
}

/** Signs in at the bank, inside the vendor's widget. */
async function signIn(tag, password) {
  const widget = tag.frameLocator('iframe');
  await widget.getByLabel('Username').fill('user_good');
  await widget.getByLabel('Password').fill(password);
  await widget.getByRole('button', {name: 'Sign in'}).click();
  return widget;
}

test('repairs a broken connection after a mail to the person', async t => {
  const fixture = await start(t);
  const {host, page, tag, button} = fixture;
  await page.goto(host.url, {waitUntil: 'networkidle'});
  assert.equal(await button.isVisible(), false);

  const mail = await breakConnection(fixture);
  assert.deepEqual(mail, {to: 'ada@example.com', text: 'Meridian Trust needs you.'});

  await page.reload();
  await button.click();
  await signIn(tag, 'pass_good');
  await tag.getByText('Meridian Trust is connected again.').waitFor();

  // The host has stored the new status.
  await page.reload({waitUntil: 'networkidle'});
  assert.equal(await tag.getAttribute('status'), 'ACTIVE');
  assert.equal(await button.isVisible(), false);
});

test('shows the button again after the person has closed the widget', async t => {
  const fixture = await start(t);
  const {host, page, tag, button} = fixture;
  await breakConnection(fixture);
  await page.goto(host.url);
  const exit = page.evaluate(
    () => new Promise(resolve => addEventListener('exited-aborted', ({detail}) => resolve(detail.reason))),
  );
  await button.click();
  const widget = await signIn(tag, 'a wrong password');
  await widget.getByRole('alert').waitFor();
  await tag.getByRole('button', {name: 'Close'}).click();
  assert.equal(await exit, 'closed');
  await button.waitFor();
});

test('can try again after an error of the vendor', async t => {
  const fixture = await start(t);
  const {host, page, tag, button, control} = fixture;
  await breakConnection(fixture);
  await control('PUT', '/faults', {meld: {status: 503}});
  await page.goto(host.url);
  await button.click();
  await tag.getByText('Something went wrong. Please try again later.').waitFor();

  await control('PUT', '/faults', {meld: null});
  await tag.getByRole('button', {name: 'Try again'}).click();
  await signIn(tag, 'pass_good');
  await tag.getByText('Meridian Trust is connected again.').waitFor();
});
