import {RepairProblem} from './problem.js';

/** Requests whose body was parsed before the kit received it, and is serialised again. */
const reserialised = new WeakSet<Request>();

/** Marks a request whose body has other bytes than the client has sent. */
export function markReserialised(request: Request): Request {
  reserialised.add(request);
  return request;
}

/**
 * Reads the body of a request as text.
 *
 * @throws {RepairProblem} `invalid-configuration` (400) if the body is empty
 */
export async function readText(request: Request): Promise<string> {
  const text = await request.text();
  if (text) return text;
  throw new RepairProblem('invalid-configuration', {
    detail: 'The body is empty.',
    remedy: 'If a body parser runs before the backend, mount it after the backend, or keep its result in request.body.',
  });
}

/**
 * Reads the bytes that a vendor has signed.
 *
 * @throws {RepairProblem} `invalid-configuration` (500) if a body parser has read them, so that the vendor retries
 */
export async function readSignedBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (reserialised.has(request)) {
    throw new RepairProblem('invalid-configuration', {
      status: 500,
      detail: 'A body parser has read the webhook, whose signature covers its exact bytes.',
      remedy: 'Mount the backend before the body parser, or keep the bytes in request.rawBody.',
    });
  }
  return new Uint8Array(await request.arrayBuffer());
}

/** @throws {RepairProblem} `invalid-configuration` (500) if the host has read the body */
export function checkUnread(request: Request): void {
  if (!request.bodyUsed) return;
  throw new RepairProblem('invalid-configuration', {
    status: 500,
    detail: 'The body was read before the request reached the backend.',
    remedy: 'Pass the request before its body is read, or pass request.clone() to the other reader.',
  });
}
