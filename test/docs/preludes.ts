import type {Block} from '../helpers/markdown-blocks.js';

const kit = "import {createRepairBackend, meld, mx, plaid, quiltt} from 'bank-reconnect/backend';";

/** The variables of the demo with credentials. */
const environment = `declare const process: {env: Record<
  'PLAID_CLIENT_ID' | 'PLAID_SECRET' | 'MX_CLIENT_ID' | 'MX_API_KEY' | 'MELD_API_KEY' | 'QUILTT_API_SECRET' |
  'QUILTT_CONNECTOR_ID' | 'MX_WEBHOOK_PASSWORD' | 'MELD_WEBHOOK_SECRET' | 'QUILTT_WEBHOOK_SECRET' | 'REDIS_URL', string
>};`;

const backend = "declare const backend: import('bank-reconnect/backend').RepairBackend;";
const listener = "import {toNodeListener} from 'bank-reconnect/backend/node';";
const express = `${backend}
  import express from 'express';
  declare const app: express.Express;`;
const fastify = `${backend}
  declare const app: import('fastify').FastifyInstance;`;
const koa = `${backend}
  import '@koa/bodyparser';
  declare const app: import('koa');`;

const host = `
declare const findConnection: () => import('bank-reconnect/backend').MeldConnection;
declare const providers: [import('bank-reconnect/backend').Provider<import('bank-reconnect/backend').MeldConnection>];
`;

/** What the fragments of a page use without declaring it, by the heading above them. */
const preludes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'docs/providers/meld.md': {Backend: kit + environment},
  'docs/providers/mx.md': {Backend: kit + environment},
  'docs/providers/plaid.md': {Backend: kit + environment},
  'docs/providers/quiltt.md': {
    Backend: kit + environment,
    'The page’s own Quiltt handlers': `
      declare const Quiltt: {onEvent(handler: (type: string, metadata: object) => void): void};
      declare const onQuilttEvent: (type: string, metadata: object) => void;`,
    'GraphQL connectors': kit + environment,
  },
  'docs/sandbox.md': {
    'The sandbox': kit,
    Control: "declare const sandbox: import('bank-reconnect/sandbox').Sandbox;",
  },
  'docs/servers/node.md': {
    'Node’s own server': `${backend}
      declare const answerOther: import('node:http').RequestListener;`,
  },
  'docs/servers/express.md': {Express: express, 'After a body parser': `${listener}\n${express}`},
  'docs/servers/fastify.md': {Fastify: fastify, 'With a parser': `${listener}\n${fastify}`},
  'docs/servers/koa.md': {Koa: koa, 'After a body parser': `${listener}\n${koa}`},
  'docs/servers/hono.md': {
    Hono: `${backend}
      declare const app: import('hono').Hono;`,
  },
  'docs/servers/next.md': {'Next.js on the server': backend},
  'docs/webhooks.md': {
    Setup: `${environment}
      declare const findConnection: () => null;
      declare const database: {connectionOf(provider: string, id: string): null};
      declare const mailTheOwnerOf: (id: string, advice: string) => Promise<void>;
      declare const clientId: string, secret: string, apiKey: string, apiSecret: string, connectorId: string;
      declare const environment: 'sandbox' | 'production';`,
    'The store': kit + environment + host,
  },
};

/** The declarations that complete a fragment. Empty for a block that declares everything itself. */
export const preludeOf = ({page, heading}: Block): string =>
  preludes[page]?.[heading.replaceAll("'", '’')]?.replaceAll(/\n\s+/g, '\n') ?? '';
