import assert from 'node:assert/strict';
import {test} from 'node:test';
import {aggregatorsFrom, providersOnSandbox, publicUrlFrom} from '../../demo/aggregators/from-environment.js';
import {startDemo} from '../../demo/host.js';
import {sandboxFor} from '../sandbox/support.js';

/** The required variables of each vendor. */
const complete = {
  plaid: {PLAID_CLIENT_ID: 'c', PLAID_SECRET: 's'},
  mx: {MX_CLIENT_ID: 'c', MX_API_KEY: 'k', MX_USER_GUID: 'USR-1', MX_MEMBER_GUID: 'MBR-1'},
  meld: {MELD_API_KEY: 'k', MELD_CONNECTION_ID: 'm'},
  quiltt: {
    QUILTT_API_SECRET: 's',
    QUILTT_CONNECTOR_ID: 'connector',
    QUILTT_PROFILE_ID: 'p_1',
    QUILTT_CONNECTION_ID: 'conn_1',
  },
} as const;

const all = {...complete.plaid, ...complete.mx, ...complete.meld, ...complete.quiltt};

/** The optional variables, which require the first variable of their vendor. */
const further = [
  ...['PLAID_ENV', 'PLAID_ACCESS_TOKEN', 'MX_ENV', 'MX_WEBHOOK_USERNAME', 'MX_WEBHOOK_PASSWORD', 'MELD_ENV'],
  ...['MELD_WEBHOOK_SECRET', 'QUILTT_CONNECTORS', 'QUILTT_WEBHOOK_SECRET'],
];

for (const [vendor, variables] of Object.entries(complete)) {
  const [first = '', ...others] = Object.keys(variables);
  const prefix = first.split('_', 1)[0] ?? '';
  const followers = [...others, ...further.filter(name => name.startsWith(`${prefix}_`))];

  for (const name of followers) {
    test(`${name} alone is refused`, async t => {
      const sandbox = await sandboxFor(t);
      const message = `${name} is set, so ${first} must be set too.`;
      await assert.rejects(startDemo({port: 0, sandbox, env: {[name]: 'x'}}), {message});
    });
  }

  for (const name of others) {
    test(`${vendor} without ${name} is refused`, () => {
      const env = {...all, [name]: ''};
      assert.throws(() => aggregatorsFrom(env, undefined), {
        message: `${first} is set, so ${name} must be set too.`,
      });
    });
  }

  test(`only ${vendor} does not use the sandbox if its variables are set`, async t => {
    const sandbox = await sandboxFor(t);
    const aggregators = aggregatorsFrom(variables, sandbox);
    assert.deepEqual(
      aggregators.filter(({sandboxUrl}) => sandboxUrl === undefined).map(({provider}) => provider.name),
      [vendor],
    );
    const names = aggregators.map(({provider}) => provider.name);
    assert.deepEqual(
      providersOnSandbox(variables),
      names.filter(name => name !== vendor),
    );
  });
}

test('no aggregator uses the sandbox if all variables are set', () => {
  assert.deepEqual(providersOnSandbox(all), []);
  const aggregators = aggregatorsFrom(all, undefined);
  assert.deepEqual(
    aggregators.map(({provider}) => provider.name),
    ['plaid', 'mx', 'meld', 'quiltt'],
  );
  for (const {sandboxUrl, sources} of aggregators) {
    assert.equal(sandboxUrl, undefined);
    for (const origin of [...sources.frame, ...sources.connect]) assert.match(origin, /^https:/);
  }
});

test('an unknown environment is refused', () => {
  for (const name of ['PLAID_ENV', 'MX_ENV', 'MELD_ENV']) {
    assert.throws(() => aggregatorsFrom({...all, [name]: 'test'}, undefined), {
      message: `${name} must be "sandbox" or "production", not "test".`,
    });
  }
});

test('a username for MX’s webhooks without a password is refused', () => {
  assert.throws(() => aggregatorsFrom({...all, MX_WEBHOOK_USERNAME: 'u'}, undefined), {
    message: 'MX_WEBHOOK_USERNAME is set, so MX_WEBHOOK_PASSWORD must be set too.',
  });
});

test('webhooks are enabled for the vendors whose secrets are set', () => {
  const secrets = {
    MX_WEBHOOK_USERNAME: 'u',
    MX_WEBHOOK_PASSWORD: 'p',
    MELD_WEBHOOK_SECRET: 's',
    QUILTT_WEBHOOK_SECRET: 's',
  };
  const withWebhooks = (env: Record<string, string>) =>
    aggregatorsFrom(env, undefined)
      .map(({provider}) => provider)
      .filter(({webhooks}) => webhooks !== undefined)
      .map(({name}) => name);
  // The keys for Plaid's webhooks are fetched from Plaid.
  assert.deepEqual(withWebhooks(all), ['plaid']);
  assert.deepEqual(withWebhooks({...all, ...secrets}), ['plaid', 'mx', 'meld', 'quiltt']);
});

test('publicUrlFrom returns PUBLIC_URL only with Meld’s variables, and throws for an invalid URL', () => {
  const PUBLIC_URL = 'https://demo.example/app/';
  assert.equal(publicUrlFrom({PUBLIC_URL, ...complete.meld}), 'https://demo.example/app');
  assert.equal(publicUrlFrom({PUBLIC_URL}), undefined);
  assert.equal(publicUrlFrom({PUBLIC_URL: '', ...complete.meld}), undefined);
  for (const url of ['demo.example', 'ftp://demo.example']) {
    assert.throws(() => publicUrlFrom({PUBLIC_URL: url, ...complete.meld}), {
      message: `PUBLIC_URL is no URL: "${url}".`,
    });
  }
});

test('empty variables are ignored', async t => {
  const sandbox = await sandboxFor(t);
  const env = Object.fromEntries([...Object.keys(all), ...further].map(name => [name, '']));
  const demo = await startDemo({port: 0, sandbox, env});
  await demo.close();
});
