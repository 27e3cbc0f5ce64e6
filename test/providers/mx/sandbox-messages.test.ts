import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {advance, sandboxFor, setVariants, type Json} from '../../sandbox/support.js';
import {members, openWidget, repairOf, userGuid, type Widget} from './connect.js';

/** Completes a repair up to “Done”. The widget keeps the posted messages. */
async function repaired(t: TestContext, variants: Json, request: Json = {}): Promise<Widget> {
  const sandbox = await sandboxFor(t);
  await setVariants(sandbox, {mx: variants});
  const widget = await openWidget(sandbox, {...repairOf(members.password), ...request});
  await widget.submit('credentials', {username: 'user_good', password: 'pass_good'});
  await advance(sandbox, 1);
  await widget.look();
  return widget;
}

const typesOf = (widget: Widget): string[] => widget.posted().map(post => post.split(' ')[0] ?? '');

test('every message of version 4 has its user and its session', async t => {
  const widget = await repaired(t, {});
  const posts = widget.posts() as {mx: unknown; metadata: Json}[];
  assert.ok(posts.length > 7);
  for (const {mx, metadata} of posts) {
    assert.deepEqual([mx, metadata['user_guid'], metadata['session_guid']], [true, userGuid, widget.id]);
  }
});

test('types can be written in lower case', async t => {
  const widget = await repaired(t, {typeNames: 'lower-case'});
  assert.ok(typesOf(widget).includes('mx/connect/memberconnected'));
});

test('messages of version 4 can be JSON strings', async t => {
  const widget = await repaired(t, {messages: 'string'});
  const posts = widget.posts().map(post => JSON.parse(String(post)) as Json);
  assert.ok(posts.some(({mx, type}) => mx === true && type === 'mx/connect/memberConnected'));
});

test('before version 4 there are fewer messages in another format', async t => {
  const widget = await repaired(t, {}, {ui_message_version: 3});
  await widget.act('done');
  const posts = widget.posts().map(post => JSON.parse(String(post)) as Json);
  assert.deepEqual(
    posts.map(({type, moneyDesktop}) => [type, moneyDesktop]),
    ['load', 'mxConnect:widgetLoaded', 'ping', 'mxConnect:memberAdded'].map(type => [type, true]),
  );
  assert.deepEqual(posts.at(-1)?.['payload'], {member_guid: members.password, user_guid: userGuid});
});

for (const messageVersion of ['2', '3']) {
  test(`the messages can have version ${messageVersion}, whatever was requested`, async t => {
    const widget = await repaired(t, {messageVersion});
    const posts = widget.posts().map(post => JSON.parse(String(post)) as Json);
    assert.equal(posts.at(-1)?.['type'], 'mxConnect:memberAdded');
  });
}

test('in a mobile web view nothing is posted', async t => {
  const widget = await repaired(t, {}, {is_mobile_webview: true});
  assert.deepEqual(widget.posts(), []);
});

for (const [successMessages, connected, primary] of [
  ['all', true, true],
  ['without-member-connected', false, true],
  ['none', false, false],
] as const) {
  test(`messages after a success: ${successMessages}`, async t => {
    const widget = await repaired(t, {successMessages});
    await widget.act('done');
    const types = typesOf(widget);
    assert.equal(types.includes('mx/connect/memberConnected'), connected);
    assert.equal(types.includes('mx/connect/connected/primaryAction'), primary);
    assert.equal(types.at(-1), 'mx/connect/backToSearch');
  });
}

test('the primary action can be posted without “Done”', async t => {
  const widget = await repaired(t, {primaryAction: 'by-itself'});
  assert.deepEqual(typesOf(widget).slice(-4), [
    'mx/connect/memberConnected',
    'mx/connect/stepChange',
    'mx/connect/connected/primaryAction',
    'mx/connect/backToSearch',
  ]);
});

test('the widget posts pings', async t => {
  const widget = await openWidget(await sandboxFor(t), repairOf(members.password));
  widget.posted();
  await widget.act('ping');
  assert.deepEqual(widget.posted(), ['mx/ping']);
});
