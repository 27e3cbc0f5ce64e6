import assert from 'node:assert/strict';
import {once} from 'node:events';
import {test, type TestContext} from 'node:test';
import {WebSocket} from 'ws';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {advance, sandboxFor, type Json} from '../../sandbox/support.js';
import {changeConnection, mxConnection, plaidConnection, quilttOf, tokenFor} from './sandbox-support.js';

const identifier = JSON.stringify({channel: 'GraphQLChannel', channelId: 'c1'});

/** A client of the cable, with the received messages except pings. */
class Client {
  readonly socket: WebSocket;
  readonly #messages: Json[] = [];
  #wake: () => void = () => undefined;

  constructor(t: TestContext, sandbox: Sandbox, token: string) {
    const url = `${quilttOf(sandbox).replace('http', 'ws')}/websockets?token=${encodeURIComponent(token)}`;
    this.socket = new WebSocket(url, ['actioncable-v1-json', 'actioncable-unsupported']);
    this.socket.on('message', (data: Buffer) => {
      this.#messages.push(JSON.parse(data.toString()) as Json);
      this.#wake();
    });
    t.after(() => this.socket.terminate());
  }

  async next(): Promise<Json> {
    for (;;) {
      const message = this.#messages.shift();
      if (message && message['type'] !== 'ping') return message;
      if (!message) await new Promise<void>(resolve => (this.#wake = resolve));
    }
  }

  /** Resolves when the server has read all sent messages, because a cable does not acknowledge an unsubscribe. */
  async arrived(): Promise<void> {
    this.socket.ping();
    await once(this.socket, 'pong');
  }

  send(message: Json): void {
    this.socket.send(JSON.stringify(message));
  }

  execute(query: string, variables: Json = {}): void {
    this.send({command: 'message', identifier, data: JSON.stringify({action: 'execute', query, variables})});
  }
}

/** A client that is connected and subscribed to the channel. */
async function connected(t: TestContext, sandbox: Sandbox): Promise<Client> {
  const client = new Client(t, sandbox, await tokenFor(sandbox));
  assert.deepEqual(await client.next(), {type: 'welcome'});
  assert.equal(client.socket.protocol, 'actioncable-v1-json');
  client.send({command: 'subscribe', identifier});
  assert.deepEqual(await client.next(), {identifier, type: 'confirm_subscription'});
  return client;
}

const subscription = `subscription S($id: ID) { connectionSynced(connectionId: $id) { connection { id status } } }`;

test('a subscription gets the end of each sync of its connection and of no other connection', async t => {
  const sandbox = await sandboxFor(t);
  const client = await connected(t, sandbox);
  client.execute(subscription, {id: plaidConnection});
  assert.deepEqual(await client.next(), {identifier, message: {result: {data: {}}, more: true}});
  await changeConnection(sandbox, mxConnection, {status: 'SYNCED'});
  await changeConnection(sandbox, plaidConnection, {status: 'SYNCING'});
  await changeConnection(sandbox, plaidConnection, {status: 'SYNCED'});
  const statusMessage = (status: string) => ({
    identifier,
    message: {result: {data: {connectionSynced: {connection: {id: plaidConnection, status}}}}, more: true},
  });
  assert.deepEqual(await client.next(), statusMessage('SYNCED'));
  await changeConnection(sandbox, plaidConnection, {status: 'ERROR_REPAIRABLE'});
  assert.deepEqual(await client.next(), statusMessage('ERROR_REPAIRABLE'));
});

test('a subscription without an id gets all connections of the profile', async t => {
  const sandbox = await sandboxFor(t);
  const client = await connected(t, sandbox);
  client.execute(subscription);
  await client.next();
  await changeConnection(sandbox, 'conn_ProductionHarbor1', {status: 'SYNCED'});
  await changeConnection(sandbox, mxConnection, {status: 'ERROR_INSTITUTION'});
  const {result} = (await client.next())['message'] as {result: {data: Json}};
  assert.deepEqual(result.data, {connectionSynced: {connection: {id: mxConnection, status: 'ERROR_INSTITUTION'}}});
});

test('an operation that is not a subscription has one answer, an invalid one its errors', async t => {
  const sandbox = await sandboxFor(t);
  const client = await connected(t, sandbox);
  client.execute(`{ connection(id: "${plaidConnection}") { status } }`);
  assert.deepEqual(await client.next(), {
    identifier,
    message: {result: {data: {connection: {status: 'ERROR_REPAIRABLE'}}}, more: false},
  });
  client.execute('{ nothing }');
  const {result, more} = (await client.next())['message'] as {result: {errors: Json[]}; more: boolean};
  assert.equal(more, false);
  assert.equal(result.errors.length, 1);
});

test('an unsubscribed channel and an expired token get nothing', async t => {
  const sandbox = await sandboxFor(t);
  const client = await connected(t, sandbox);
  client.execute(subscription);
  await client.next();
  client.send({command: 'unsubscribe', identifier});
  await client.arrived();
  await changeConnection(sandbox, plaidConnection, {status: 'SYNCED'});
  client.send({command: 'subscribe', identifier});
  assert.deepEqual(await client.next(), {identifier, type: 'confirm_subscription'});
  client.execute(subscription);
  await client.next();
  await advance(sandbox, 86_401);
  await changeConnection(sandbox, plaidConnection, {status: 'ERROR_REPAIRABLE'});
  client.execute('{ __typename }');
  const {result} = (await client.next())['message'] as {result: {data: Json}};
  assert.deepEqual(result.data, {__typename: 'Query'});
});

test('another channel is rejected', async t => {
  const sandbox = await sandboxFor(t);
  const client = await connected(t, sandbox);
  const other = JSON.stringify({channel: 'ChatChannel'});
  client.send({command: 'subscribe', identifier: other});
  assert.deepEqual(await client.next(), {identifier: other, type: 'reject_subscription'});
});

test('an invalid token is disconnected without a reconnect', async t => {
  const sandbox = await sandboxFor(t);
  const client = new Client(t, sandbox, 'nothing');
  const closed = once(client.socket, 'close');
  assert.deepEqual(await client.next(), {type: 'disconnect', reason: 'unauthorized', reconnect: false});
  await closed;
});

test('long messages, fragmented messages and pings are handled by the protocol', async t => {
  const sandbox = await sandboxFor(t);
  const client = await connected(t, sandbox);
  for (const length of [200, 70_000]) {
    client.execute(`{ __typename } # ${'x'.repeat(length)}`);
    assert.equal(((await client.next())['message'] as Json)['more'], false);
  }
  const data = JSON.stringify({action: 'execute', query: '{ __typename }'});
  const text = JSON.stringify({command: 'message', identifier, data});
  client.socket.send(text.slice(0, 20), {fin: false});
  client.socket.send(text.slice(20), {fin: true});
  assert.equal(((await client.next())['message'] as Json)['more'], false);
  client.socket.ping('there?');
  const [payload] = (await once(client.socket, 'pong')) as [Buffer];
  assert.equal(payload.toString(), 'there?');
  client.socket.close(1000);
  assert.deepEqual((await once(client.socket, 'close'))[0], 1000);
});

test('other paths and invalid handshakes are refused', async t => {
  const sandbox = await sandboxFor(t);
  const socket = new WebSocket(`${quilttOf(sandbox).replace('http', 'ws')}/elsewhere`);
  const [error] = (await once(socket, 'error')) as [Error];
  assert.match(error.message, /404/);
});

test('closing the sandbox closes its cables', async t => {
  const sandbox = await sandboxFor(t);
  const client = await connected(t, sandbox);
  const closed = once(client.socket, 'close');
  await sandbox.close();
  await closed;
});
