import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import {OperationTypeNode} from 'graphql';
import {recordOf} from '../../../../sandbox/json.js';
import {isSyncEnd, type QuilttConnection} from '../connections.js';
import type {Executor, Operation} from '../graphql/execute.js';
import type {Profile} from '../profiles.js';
import type {QuilttState} from '../state.js';
import {ServerSocket} from './web-socket.js';

/** The interval of pings, in milliseconds, as in Rails. */
const PING = 3_000;

/** The subprotocol of Rails' ActionCable. */
const protocol = 'actioncable-v1-json';

interface Cable {
  readonly socket: ServerSocket;
  readonly profile: Profile;
  readonly token: string;
  /** The operations by the identifier of their channel. Null for a channel without an operation. */
  readonly subscriptions: Map<string, Operation | null>;
}

/** GraphQL subscriptions over ActionCable, at `/websockets?token=…`. */
export class Cables {
  readonly #state: QuilttState;
  readonly #executor: Executor;
  readonly #cables = new Set<Cable>();

  constructor(state: QuilttState, executor: Executor) {
    this.#state = state;
    this.#executor = executor;
    state.connections.onChange(connection => {
      if (isSyncEnd(connection.status)) void this.#sendSynced(connection);
    });
  }

  /** Handles a request to upgrade to a WebSocket. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const {pathname, searchParams} = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== '/websockets') {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const token = searchParams.get('token') ?? '';
    ServerSocket.accept(request, socket, head, protocol, opened => this.#begin(opened, token));
  }

  reset(): void {
    for (const {socket} of this.#cables) socket.close();
  }

  #begin(socket: ServerSocket, token: string) {
    const profile = this.#state.profileOf(token);
    if (!profile) {
      send(socket, {type: 'disconnect', reason: 'unauthorized', reconnect: false});
      socket.close();
      return {onText: () => undefined, onEnd: () => undefined};
    }
    const cable: Cable = {socket, profile, token, subscriptions: new Map()};
    this.#cables.add(cable);
    send(socket, {type: 'welcome'});
    const ping = () => send(socket, {type: 'ping', message: Math.floor(this.#state.clock.now() / 1000)});
    const timer = setInterval(ping, PING);
    timer.unref();
    return {
      onText: (text: string) => void this.#receive(cable, text),
      onEnd: () => {
        clearInterval(timer);
        this.#cables.delete(cable);
      },
    };
  }

  async #receive(cable: Cable, text: string): Promise<void> {
    const {command, identifier, data} = parsed(text);
    if (typeof identifier !== 'string') return;
    if (command === 'subscribe') this.#subscribe(cable, identifier);
    if (command === 'unsubscribe') cable.subscriptions.delete(identifier);
    if (command === 'message' && cable.subscriptions.has(identifier)) await this.#execute(cable, identifier, data);
  }

  #subscribe({socket, subscriptions}: Cable, identifier: string): void {
    const known = parsed(identifier)['channel'] === 'GraphQLChannel';
    if (known) subscriptions.set(identifier, null);
    send(socket, {identifier, type: known ? 'confirm_subscription' : 'reject_subscription'});
  }

  async #execute(cable: Cable, identifier: string, data: unknown): Promise<void> {
    const request = parsed(data);
    if (request['action'] !== 'execute') return;
    const operation = this.#executor.prepare(request);
    const sendResult = (result: object, {more}: {more: boolean}) =>
      send(cable.socket, {identifier, message: {result, more}});
    if ('errors' in operation) return sendResult(operation, {more: false});
    const {profile, subscriptions} = cable;
    if (operation.definition.operation !== OperationTypeNode.SUBSCRIPTION) {
      return sendResult(await this.#executor.execute(operation, {profile}), {more: false});
    }
    subscriptions.set(identifier, operation);
    // The first answer is empty. It confirms the subscription.
    sendResult({data: {}}, {more: true});
  }

  async #sendSynced(connection: QuilttConnection): Promise<void> {
    for (const {socket, profile, token, subscriptions} of this.#cables) {
      if (profile.id !== connection.profileId || !this.#state.tokens.find(token)) continue;
      for (const [identifier, operation] of subscriptions) {
        if (!operation) continue;
        const result = await this.#executor.execute(operation, {profile, synced: connection});
        if (result.data?.['connectionSynced'] === null) continue;
        send(socket, {identifier, message: {result, more: true}});
      }
    }
  }
}

function send(socket: ServerSocket, message: object): void {
  socket.sendText(JSON.stringify(message));
}

/** The JSON object in a string. An empty object for any other value. */
function parsed(text: unknown): Record<string, unknown> {
  try {
    return typeof text === 'string' ? recordOf(JSON.parse(text)) : {};
  } catch {
    return {};
  }
}
