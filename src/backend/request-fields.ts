import type {CompletionRequest, Display, StatusRequest, TokenRequest} from '../contract.js';
import {RepairProblem} from './problem.js';
import {readText} from './request-body.js';
import {isObject} from './vendor-call.js';
import type {JsonObject} from './vendor-call.js';

/** Maximum length of an id, in characters; real ids are far shorter. */
const maxIdLength = 256;

/** Maximum length of an optional field, in characters; long enough for a URL. */
const maxOptionalLength = 2048;

const displays: readonly string[] = ['modal', 'inline', 'popup', 'redirect'] satisfies Display[];

/** Reads the body of a token request. @throws {RepairProblem} `invalid-configuration`, with the field's name */
export async function readTokenRequest(request: Request): Promise<TokenRequest> {
  const body = await readJson(request);
  const display = optionalText(body, 'display');
  return {
    ...readIds(body),
    ...defined({
      provider: optionalText(body, 'provider'),
      display: display !== undefined && isDisplay(display) ? display : undefined,
      statusReason: optionalText(body, 'statusReason'),
      returnUrl: optionalText(body, 'returnUrl'),
      locale: optionalText(body, 'locale'),
    }),
  };
}

/** Reads the body of a completion. @throws {RepairProblem} `invalid-configuration`, with the field's name */
export async function readCompletionRequest(request: Request): Promise<CompletionRequest> {
  const body = await readJson(request);
  const ids = readIds(body);
  if (body['result'] === undefined) throw invalid('"result" is missing.');
  return {...ids, provider: optionalText(body, 'provider') ?? '', result: body['result']};
}

/** Reads the query of a status request. @throws {RepairProblem} `invalid-configuration`, with the field's name */
export function readStatusRequest(request: Request): StatusRequest {
  return readIds(Object.fromEntries(new URL(request.url).searchParams));
}

async function readJson(request: Request): Promise<JsonObject> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new RepairProblem('invalid-configuration', {
      status: 415,
      detail: 'The content type must be application/json.',
    });
  }
  const text = await readText(request);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw invalid('The body is not JSON.');
  }
  if (!isObject(body)) throw invalid('The body is not a JSON object.');
  return body;
}

function readIds(fields: JsonObject): StatusRequest {
  return {connectionId: id(fields, 'connectionId'), repairId: id(fields, 'repairId')};
}

/** Rejects control characters, so that an id cannot forge log lines. */
function id(fields: JsonObject, name: string): string {
  const value = fields[name];
  if (value === undefined || value === null || value === '') throw invalid(`"${name}" is missing.`);
  if (typeof value !== 'string') throw invalid(`"${name}" is not a string.`);
  if (value.length > maxIdLength) throw invalid(`"${name}" is longer than ${maxIdLength} characters.`);
  if (/\p{Cc}/u.test(value)) throw invalid(`"${name}" contains a control character.`);
  return value;
}

function optionalText(fields: JsonObject, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw invalid(`"${name}" is not a string.`);
  if (value.length > maxOptionalLength) throw invalid(`"${name}" is longer than ${maxOptionalLength} characters.`);
  return value;
}

function isDisplay(value: string): value is Display {
  return displays.includes(value);
}

/** Removes undefined members, for `exactOptionalPropertyTypes`. */
function defined<T extends object>(members: T): {[K in keyof T]?: Exclude<T[K], undefined>} {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function invalid(detail: string): RepairProblem {
  return new RepairProblem('invalid-configuration', {detail});
}
