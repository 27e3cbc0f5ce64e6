import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createRepairBackend, meld, plaid} from '../../src/backend/index.js';
import type {RepairBackendOptions} from '../../src/backend/index.js';
import {meldAt, meldConnection, own, plaidAt, plaidConnection, tokenRequest} from './support.js';

const findConnection = () => null;
const provider = plaidAt('https://plaid.example');

test('createRepairBackend throws without findConnection', () => {
  // Hosts in JavaScript are not checked by the types.
  const options = {providers: [provider]} as unknown as RepairBackendOptions<typeof provider>;
  assert.throws(() => createRepairBackend(options), {name: 'ConfigurationError', message: /findConnection/});
  assert.throws(() => createRepairBackend(options), TypeError);
});

test('createRepairBackend throws without providers or with a duplicate', () => {
  assert.throws(() => createRepairBackend({findConnection, providers: []}), /at least one provider/);
  assert.throws(() => createRepairBackend({findConnection, providers: [provider, provider]}), /"plaid".*twice/);
});

test('createRepairBackend throws for paths and origins that cannot match', () => {
  const create = (more: object) => () => createRepairBackend({findConnection, providers: [provider], ...more});
  assert.throws(create({basePath: 'api'}), /basePath/);
  for (const origin of ['*', 'app.example', 'https://app.example/', 'https://app.example/path', 'null']) {
    assert.throws(create({allowedOrigins: [origin]}), /allowedOrigins/, origin);
  }
  assert.doesNotThrow(create({allowedOrigins: ['https://app.example', 'http://localhost:5173']}));
});

test('the type of findConnection allows only the connections of the configured providers', () => {
  createRepairBackend({providers: [provider], findConnection: () => plaidConnection});
  createRepairBackend({
    providers: [provider, meldAt('https://meld.example')],
    findConnection: (_, connectionId) => {
      if (connectionId === '') return null;
      return connectionId === 'a'
        ? {provider: 'plaid', accessToken: 'a', itemId: 'b', clientUserId: 'c'}
        : {provider: 'meld', connectionId};
    },
    onComplete: ({connection}) => void (connection.provider === 'plaid' ? connection.itemId : connection.connectionId),
  });
  createRepairBackend({
    providers: [provider, meldAt('https://meld.example')],
    // @ts-expect-error A connection of Plaid has more members.
    findConnection: () => ({provider: 'plaid', accessToken: 'a'}),
  });
  // @ts-expect-error Meld is not a configured provider.
  createRepairBackend({providers: [provider], findConnection: () => meldConnection});
});

const plaidOptions = {clientId: 'c', secret: 's', environment: 'sandbox', clientName: 'Ledger'} as const;
const meldOptions = {apiKey: 'k', environment: 'sandbox'} as const;

test('plaid() and meld() throw for missing credentials and unknown environments', () => {
  assert.throws(() => plaid({...plaidOptions, clientId: ''}), /clientId of plaid is missing/);
  assert.throws(() => plaid({...plaidOptions, secret: ''}), /secret of plaid is missing/);
  assert.throws(() => plaid({...plaidOptions, clientName: ''}), /clientName of plaid is missing/);
  assert.throws(() => meld({...meldOptions, apiKey: ''}), /apiKey of meld is missing/);
  const environment = 'development' as 'sandbox';
  assert.throws(() => plaid({...plaidOptions, environment}), /environment must be one of: sandbox, production/);
  assert.throws(() => meld({...meldOptions, environment}), /environment must be one of: sandbox, production/);
});

test('plaid() throws for a language, countries and return URLs that Plaid does not support', () => {
  for (const language of ['', 'xx', 'constructor', 7 as unknown as string]) {
    assert.throws(
      () => plaid({...plaidOptions, language}),
      {name: 'ConfigurationError', message: /language/},
      language,
    );
  }
  for (const countryCodes of [[], ['USA'], ['US', ''], 'US' as unknown as string[]]) {
    assert.throws(() => plaid({...plaidOptions, countryCodes}), {name: 'ConfigurationError', message: /countryCodes/});
  }
  const refused = ['/back', 'app.example', 'javascript:alert(1)', 'https://a.example/?b=c', 'https://a.example/#d'];
  for (const uri of refused) {
    const redirectUris = ['https://app.example/back', uri];
    assert.throws(() => plaid({...plaidOptions, redirectUris}), {message: /redirectUris/}, uri);
  }
  assert.throws(
    () => plaid({...plaidOptions, redirectUris: 'https://a.example/' as unknown as string[]}),
    /redirectUris/,
  );
  assert.doesNotThrow(() =>
    plaid({
      ...plaidOptions,
      language: 'pt-BR',
      countryCodes: ['gb'],
      redirectUris: ['https://app.example/back', 'http://localhost:4173/'],
    }),
  );
});

test('an unsupported setting of a function is invalid-configuration', async () => {
  for (const wrong of [{language: () => 'xx'}, {countryCodes: () => []}, {redirectUris: () => ['/back']}]) {
    const backend = createRepairBackend({
      providers: [plaid({...plaidOptions, ...wrong})],
      findConnection: () => plaidConnection,
    });
    const response = await backend.fetch(tokenRequest('conn_plaid'));
    assert.equal(response.status, 500, Object.keys(wrong).join());
    assert.equal(((await response.json()) as {code: string}).code, 'invalid-configuration');
  }
});

test('plaid() and meld() throw for a timeout that is not a whole number of milliseconds', () => {
  for (const timeout of [0, -1, 1.5, NaN, Infinity, 2 ** 31]) {
    assert.throws(() => plaid({...plaidOptions, timeout}), /timeout/, String(timeout));
    assert.throws(() => meld({...meldOptions, timeout}), /timeout/, String(timeout));
  }
});

test('a baseUrl has https, or http on loopback', () => {
  const refused = [
    'http://api.example',
    'http://127.0.0.1.example',
    'http://localhost.example:4176',
    'ftp://api.example',
    'api.example',
    '/api',
    'https://user:word@api.example',
    'https://api.example/?a=b',
    'https://api.example/#a',
  ];
  for (const baseUrl of refused) {
    assert.throws(() => plaid({...plaidOptions, baseUrl}), {name: 'ConfigurationError', message: /baseUrl/}, baseUrl);
    assert.throws(() => meld({...meldOptions, baseUrl}), {name: 'ConfigurationError', message: /baseUrl/}, baseUrl);
  }
  const accepted = [
    'https://api.example/prefix/',
    'http://127.0.0.1:4176',
    'http://localhost:4176',
    'http://[::1]:4176',
  ];
  for (const baseUrl of accepted) assert.doesNotThrow(() => plaid({...plaidOptions, baseUrl}), baseUrl);
});

test('an invalid baseUrl of a function is invalid-configuration', async () => {
  const backend = createRepairBackend({
    providers: [plaid({...plaidOptions, baseUrl: () => 'http://api.example'})],
    findConnection: () => plaidConnection,
  });
  const response = await backend.fetch(tokenRequest('conn_plaid'));
  assert.equal(response.status, 500);
  assert.equal(((await response.json()) as {code: string}).code, 'invalid-configuration');
});

test('the base path can be set, be empty, or be any; one trailing slash is ignored', async () => {
  for (const [basePath, path] of [
    ['', '/status'],
    ['/', '/status'],
    ['/v1/bank/', '/v1/bank/status'],
    ['/v1/bank', '/v1/bank/status/'],
    [undefined, '/api/bank/status'],
    [undefined, '/status'],
    [undefined, '/any/other/status/'],
    [undefined, '/api/webhooks/status/'],
  ] as const) {
    const backend = createRepairBackend({
      findConnection,
      providers: [provider],
      ...(basePath !== undefined && {basePath}),
    });
    const response = await backend.fetch(new Request(`${own}${path}?connectionId=a&repairId=b`));
    assert.equal(((await response.json()) as {code: string}).code, 'connection-not-found', path);
  }
});

test('a path outside the base path is a 404 that names the path', async () => {
  for (const path of ['/token', '/v1/banks/token', '/x/v1/bank/token', '/v1/bank/v2/token']) {
    const backend = createRepairBackend({findConnection, providers: [provider], basePath: '/v1/bank'});
    const response = await backend.fetch(new Request(own + path, {method: 'POST'}));
    assert.equal(response.status, 404);
    const {detail} = (await response.json()) as {detail: string};
    assert.equal(detail, `The path "${path}" is not below the basePath.`);
  }
});
