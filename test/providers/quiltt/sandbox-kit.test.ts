import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {createRepairBackend, quiltt} from '../../../src/backend/index.js';
import {completeRequest, statusRequest, tokenRequest} from '../../backend/support.js';
import {sandboxFor, setVariants, type Json} from '../../sandbox/support.js';
import {mxConnection, plaidConnection, profileId, quilttOf} from './sandbox-support.js';

interface Call {
  readonly operation: string | undefined;
  readonly answer: Json;
}

/** All later calls of the GraphQL API. */
function listen(t: TestContext, origin: string): Call[] {
  const calls: Call[] = [];
  const {fetch} = globalThis;
  t.mock.method(globalThis, 'fetch', async (url: string, init: RequestInit & {body: string}) => {
    const response = await fetch(url, init);
    if (url === `${origin}/v1/graphql`) {
      const {query} = JSON.parse(init.body) as {query: string};
      calls.push({operation: /\w+ (\w+)/.exec(query)?.[1], answer: (await response.clone().json()) as Json});
    }
    return response;
  });
  return calls;
}

for (const schema of ['both', 'old', 'new']) {
  for (const introspection of [true, false]) {
    // Without introspection, the kit uses the guide's names, which the new schema does not have.
    if (schema === 'new' && !introspection) continue;

    test(`the kit’s documents are valid without any settings: ${schema} schema, ${introspection ? 'introspection' : 'no introspection'}`, async t => {
      const sandbox = await sandboxFor(t);
      await setVariants(sandbox, {quiltt: {schema, introspection}});
      const backend = createRepairBackend({
        providers: [
          quiltt({
            apiSecret: 'sandbox_api_secret',
            connectorId: 'connectorsandbox',
            baseUrl: quilttOf(sandbox),
            connectors: true,
          }),
        ],
        findConnection: (_, connectionId) => ({provider: 'quiltt', connectionId, profileId}),
      });
      const calls = listen(t, quilttOf(sandbox));
      for (const [id, result] of [
        [plaidConnection, {publicToken: 'public-1', metadata: {}}],
        [mxConnection, {metadata: {member_guid: 'MBR-1'}}],
      ] as const) {
        const {connectorToken} = (await (await backend.fetch(tokenRequest(id))).json()) as Json;
        assert.equal(typeof connectorToken, 'string');
        await backend.fetch(completeRequest(id, {connectorToken, ...result}));
        await backend.fetch(statusRequest(id));
      }
      const sent = new Set(calls.map(({operation}) => operation));
      for (const mutation of ['PlaidInitialize', 'PlaidClose', 'MxInitialize', 'MxClose']) {
        assert.ok(sent.has(`Connector${mutation}`), mutation);
      }
      const refused = calls.filter(({answer}) => answer['errors']).map(({operation}) => operation);
      // The refusal of the introspection is such an answer.
      assert.deepEqual(
        refused.filter(operation => introspection || operation !== 'ConnectorShape'),
        [],
      );
    });
  }
}
