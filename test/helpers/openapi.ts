import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {Ajv2020} from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import {parse} from 'yaml';

/** The OpenAPI document of the host's backend. */
export const openApi = parse(
  readFileSync(fileURLToPath(new URL('../../docs/openapi.yaml', import.meta.url)), 'utf8'),
) as Readonly<Record<string, unknown>> & {
  readonly paths: Readonly<Record<string, Readonly<Record<string, {responses: Readonly<Record<string, unknown>>}>>>>;
  readonly components: {readonly schemas: Readonly<Record<string, {enum?: string[]}>>};
};

const ajv = new Ajv2020({strict: false, allErrors: true});
(formats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema(openApi, 'openapi');

/** The schema of a successful answer, by path. */
const ANSWERS: Readonly<Record<string, string>> = {
  '/token': 'RepairToken',
  '/complete': 'Completion',
  '/status': 'ConnectionStatus',
};

/** Asserts that a value has a schema of the document. */
export function assertSchema(name: string, value: unknown): void {
  const validate = ajv.getSchema(`openapi#/components/schemas/${name}`) ?? assert.fail(`no schema ${name}`);
  assert.ok(validate(value), `${name}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value)}`);
}

/** Asserts that an answer of a host's backend is one that the document describes for the path, and returns its body. */
export async function assertAnswer(path: string, response: Response): Promise<unknown> {
  const {status, headers} = response;
  const type = headers.get('content-type') ?? '';
  if (status === 204) return undefined;
  const body: unknown = await response.json();
  if (status === 200) {
    assert.match(type, /^application\/json\b/);
    assertSchema(ANSWERS[path] ?? assert.fail(path), body);
  } else {
    assert.ok(status >= 400, `${path}: ${status}`);
    assert.match(type, /^application\/problem\+json\b/);
    assertSchema('Problem', body);
    assert.equal((body as {status: unknown}).status, status);
  }
  return body;
}
