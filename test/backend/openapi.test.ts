import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Validator} from '@seriousme/openapi-schema-validator';
import {errorCodes} from '../../src/contract.js';
import {assertAnswer, assertSchema, openApi} from '../helpers/openapi.js';
import {completeRequest, statusRequest, tokenRequest} from './support.js';
import {startSandboxBackend} from './sandbox-support.js';

test('docs/openapi.yaml is valid, and its examples have their schemas', async () => {
  const {valid, errors} = await new Validator().validate(openApi);
  assert.ok(valid, JSON.stringify(errors));
  const examples = [...findExamples(openApi)];
  assert.ok(examples.length >= 7);
  for (const {schema, value} of examples) assertSchema(schema, value);
});

test('the error codes of docs/openapi.yaml are codes of the element', () => {
  const codes: readonly string[] = errorCodes;
  for (const code of openApi.components.schemas['ErrorCode']!.enum!) assert.ok(codes.includes(code), code);
});

for (const provider of ['plaid', 'mx', 'meld', 'quiltt']) {
  test(`the answers of the kit for ${provider} have the schemas of docs/openapi.yaml`, async t => {
    const backend = await startSandboxBackend(t);
    const connection = `conn_${provider}`;
    const token = await assertAnswer('/token', await backend.fetch(tokenRequest(connection)));
    assert.equal((token as {provider: string}).provider, provider);
    await assertAnswer('/complete', await backend.fetch(completeRequest(connection)));
    await assertAnswer('/status', await backend.fetch(statusRequest(connection)));
    for (const [path, request] of [
      ['/token', tokenRequest('none')],
      ['/complete', completeRequest('none')],
      ['/status', statusRequest('none')],
      ['/token', tokenRequest(connection, {repairId: ''})],
    ] as const) {
      await assertAnswer(path, await backend.fetch(request));
    }
  });
}

/** Finds every `examples` beside a `schema` with a reference. */
function* findExamples(node: unknown): Generator<{schema: string; value: unknown}> {
  if (typeof node !== 'object' || node === null) return;
  const {schema, examples} = node as {schema?: {$ref?: string}; examples?: Record<string, {value: unknown}>};
  for (const {value} of Object.values(examples ?? {})) {
    yield {schema: schema?.$ref?.split('/').at(-1) ?? assert.fail('an example without a schema'), value};
  }
  for (const child of Object.values(node)) yield* findExamples(child);
}
