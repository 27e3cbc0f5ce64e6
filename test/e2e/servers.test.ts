import assert from 'node:assert/strict';
import {createServer, type RequestListener, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {after, before, describe, it} from 'node:test';
import {getRequestListener} from '@hono/node-server';
import {bodyParser} from '@koa/bodyparser';
import express from 'express';
import fastify from 'fastify';
import {Hono} from 'hono';
import Koa from 'koa';
import {createRepairBackend, meld, type LogFields, type RepairBackend} from '../../src/backend/index.js';
import {toNodeListener} from '../../src/backend/node.js';
import {startSandbox, type Sandbox} from '../../src/sandbox/index.js';
import {engines} from './driver/index.js';
import {poll} from '../../src/testing/driver/poll.js';
import {controlOf} from './support/sandbox-control.js';
import {RepairPage, signIn} from './support/repair-page.js';
import {inWindow} from './support/shared-browser.js';
import {Site} from './support/site.js';
import {withoutDelays} from './support/without-delays.js';

/** Starts a server with the backend below `/api/bank` and the site's files elsewhere. */
type Mount = (backend: RepairBackend, files: RequestListener) => Server | Promise<Server>;

const mounts: Record<string, Mount> = {
  'node:http': (backend, files) => {
    const bank = toNodeListener(backend);
    return createServer((request, response) =>
      request.url!.startsWith('/api/bank/') ? bank(request, response) : files(request, response),
    );
  },

  'Express, at a mount path and before express.json()': (backend, files) => {
    const app = express();
    app.use('/api/bank', toNodeListener(backend));
    app.use(express.json());
    app.use(files);
    return createServer(app);
  },

  'Express, at a route and after express.json()': (backend, files) => {
    const app = express();
    app.use(express.json({verify: (request, _, rawBody) => Object.assign(request, {rawBody})}));
    app.all('/api/bank/*path', toNodeListener(backend));
    app.use(files);
    return createServer(app);
  },

  'Fastify, with parsed bodies': async (backend, files) => {
    const bank = toNodeListener(backend);
    const app = fastify();
    const parseJson = app.getDefaultJsonParser('error', 'error');
    app.register((scope, _, done) => {
      scope.removeContentTypeParser('application/json');
      scope.addContentTypeParser('application/json', {parseAs: 'buffer'}, (request, body, parsed) => {
        // Webhooks need the bytes of the body.
        Object.assign(request.raw, {rawBody: body});
        parseJson(request, String(body), parsed);
      });
      scope.all('/api/bank/*', (request, reply) => {
        reply.hijack();
        bank(Object.assign(request.raw, {body: request.body}), reply.raw);
      });
      done();
    });
    app.get('/*', (request, reply) => {
      reply.hijack();
      files(request.raw, reply.raw);
    });
    await app.ready();
    return app.server;
  },

  'Fastify, with unread bodies': async (backend, files) => {
    const bank = toNodeListener(backend);
    const app = fastify();
    app.register((scope, _, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _body, parsed) => parsed(null));
      scope.all('/api/bank/*', (request, reply) => {
        reply.hijack();
        bank(request.raw, reply.raw);
      });
      done();
    });
    app.get('/*', (request, reply) => {
      reply.hijack();
      files(request.raw, reply.raw);
    });
    await app.ready();
    return app.server;
  },

  'Koa, with unread bodies': (backend, files) => {
    const bank = toNodeListener(backend);
    const app = new Koa();
    app.use((context, next) => {
      if (!context.path.startsWith('/api/bank/')) return next();
      context.respond = false;
      bank(context.req, context.res);
    });
    app.use(context => {
      context.respond = false;
      files(context.req, context.res);
    });
    const listener = app.callback();
    return createServer((request, response) => void listener(request, response));
  },

  'Koa, with parsed bodies': (backend, files) => {
    const bank = toNodeListener(backend);
    const app = new Koa();
    app.use(bodyParser());
    app.use(context => {
      context.respond = false;
      const {body, rawBody = ''} = context.request;
      if (!context.path.startsWith('/api/bank/')) return files(context.req, context.res);
      bank(Object.assign(context.req, {body, rawBody: Buffer.from(rawBody)}), context.res);
    });
    const listener = app.callback();
    return createServer((request, response) => void listener(request, response));
  },

  Hono: (backend, files) => {
    const app = new Hono();
    app.all('/api/bank/*', ({req}) => backend.fetch(req.raw));
    const listener = getRequestListener(request => app.fetch(request), {overrideGlobalObjects: false});
    return createServer((request, response) =>
      request.url!.startsWith('/api/') ? void listener(request, response) : files(request, response),
    );
  },
};

const page = (sandboxUrl: string) => `<!doctype html><html lang="en"><title>Host</title>
  <script type="module" src="/dist/bank-reconnect.js"></script>
  <div data-provider="meld"><bank-reconnect provider="meld" connection-id="conn_meld" institution-name="Test Bank"
    token-url="/api/bank/token" complete-url="/api/bank/complete" status-url="/api/bank/status"
    sandbox-url="${sandboxUrl}"></bank-reconnect></div>`;

const CONNECTION = 'connMeridianTrust1';

describe('the backend kit in a server', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({port: 0});
  });
  after(() => sandbox?.close());

  for (const [name, mount] of Object.entries(mounts)) {
    for (const engine of engines) {
      it(`${name}: a repair is confirmed, and the webhook is accepted, in ${engine}`, async t => {
        const control = controlOf(sandbox.url);
        await control('POST', '/reset');
        await control('PATCH', '/variants', withoutDelays);
        const refusals: LogFields[] = [];
        const logRefusal = (_: string, fields: LogFields) => void refusals.push(fields);
        const statuses: string[] = [];
        const backend = createRepairBackend({
          providers: [
            meld({
              apiKey: 'sandbox_api_key',
              environment: 'sandbox',
              baseUrl: sandbox.origins['meld']!,
              webhook: {secret: 'sandbox_meld_webhook_secret'},
            }),
          ],
          findConnection: () => ({provider: 'meld', connectionId: CONNECTION}),
          findByProviderId: () => ({provider: 'meld', connectionId: CONNECTION}),
          onStatusChange: ({source, status}) => statuses.push(`${source}: ${status}`),
          logger: {warn: logRefusal, error: logRefusal},
        });
        const site = new Site('', {'/': {html: page(sandbox.url)}, '/empty': {html: ''}});
        const answerFile = getRequestListener(
          async request => (await site.answer(request)) ?? new Response('', {status: 404}),
          {overrideGlobalObjects: false},
        );
        const server = await mount(backend, (request, response) => void answerFile(request, response));
        if (!server.listening) await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
        t.after(() => {
          server.closeAllConnections();
          server.close();
        });
        const url = `http://localhost:${(server.address() as AddressInfo).port}`;
        await control('PUT', '/webhooks', {meld: `${url}/api/bank/webhooks/meld`});

        await inWindow(engine, `${url}/empty`, async window => {
          const host = new RepairPage(window);
          await host.goto(`${url}/`);
          await host.reconnect('meld');
          await signIn(await host.widget('meld'));
          await host.waitForEvent('repair-confirmed');
        });
        await control('PATCH', `/connections/meld/${CONNECTION}`, {status: 'RECONNECT_REQUIRED'});
        await poll('the webhook', () => Promise.resolve(statuses.includes('webhook: RECONNECT_REQUIRED')));
        assert.deepEqual(refusals, []);
      });
    }
  }
});
