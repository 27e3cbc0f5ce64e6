// A host backend over HTTP whose answers the test sets:
//
//   /scripted?status=&body=&type=&delay=&location=&header=Name: value&hang=1&drop=1&drip=&cut=1&padding=   answers with these values
//   PUT /scripted-sequence/<id>   [answer, …], with the same names; /scripted?sequence=<id> then returns them in turn
//   GET /scripted-journal/<id>    the requests that /scripted?journal=<id> has received
//   POST /scripted-proxy?to=URL   sends JSON to the sandbox like a host's backend, because a vendor's API has no CORS
//
// `delay` is in milliseconds. `hang` never answers, `drop` closes the connection, `cut` closes it after the first half of the
// body, `drip` sends the body and then so many spaces a millisecond for ever, `padding` sends so many spaces after the body. The last answer of a sequence is
// repeated. An OPTIONS request gets a 204 with the headers and does not count in a sequence.
import {setTimeout as sleep} from 'node:timers/promises';

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Parses the body if its content type is JSON. Returns the text if it is not valid. */
function parseBody(text, type = '') {
  if (!type.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const fromQuery = query => ({...Object.fromEntries(query), header: query.getAll('header')});

function send(response, {status, body = '', type = 'application/json', location, header = [], padding}) {
  response.statusCode = Number(status ?? (location ? 302 : 200));
  response.setHeader('cache-control', 'no-store');
  if (location) response.setHeader('location', location);
  for (const line of [header].flat()) {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line);
    response.setHeader(name, value);
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  if (text) response.setHeader('content-type', type);
  response.end(padding ? text.padEnd(Number(padding)) : text);
}

/** Sends the head of an answer and a part of its body, and closes the connection. */
async function cut(response, {body}) {
  response.writeHead(200, {'content-type': 'application/json'});
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  await new Promise(resolve => response.write(text.slice(0, text.length / 2), resolve));
  response.socket?.destroy();
}

/** Sends an answer that never ends. */
async function drip(response, {body, drip: count}) {
  response.writeHead(200, {'content-type': 'application/json'});
  response.write(typeof body === 'string' ? body : JSON.stringify(body));
  while (!response.destroyed) {
    response.write(' '.repeat(Number(count)));
    await sleep(1);
  }
}

/** Keeps the journals and sequences of one run. */
function createBackend() {
  const journals = new Map();
  const sequences = new Map();

  function record(id, request, query, body) {
    const {method, headers} = request;
    const entry = {method, headers, query: Object.fromEntries(query), body, aborted: false};
    journals.set(id, [...(journals.get(id) ?? []), entry]);
    return entry;
  }

  /** The next answer of a sequence. Undefined for an unknown sequence. */
  function next(id) {
    const sequence = sequences.get(id);
    return sequence?.answers[Math.min(sequence.count++, sequence.answers.length - 1)];
  }

  async function scripted(request, response, query) {
    const body = parseBody(await readBody(request), request.headers['content-type']);
    const journal = query.get('journal');
    const entry = journal && record(journal, request, query, body);
    if (entry) response.once('close', () => (entry.aborted = !response.writableEnded));

    const own = fromQuery(query);
    if (request.method === 'OPTIONS') return send(response, {status: 204, header: own.header});
    const sequence = query.get('sequence');
    const answer = sequence ? next(sequence) : own;
    if (!answer) return send(response, {status: 500, body: `No sequence ${sequence} was set`, type: 'text/plain'});
    if (answer.delay) await sleep(Number(answer.delay));
    if (answer.drop) return request.socket.destroy();
    if (answer.cut) return cut(response, answer);
    if (answer.drip) return drip(response, answer);
    if (!answer.hang) send(response, answer);
  }

  return async function handle(request, response) {
    const {pathname, searchParams} = new URL(request.url, 'http://localhost');
    const [, kind, id] = pathname.split('/');
    if (kind === 'scripted') {
      await scripted(request, response, searchParams);
    } else if (kind === 'scripted-sequence') {
      sequences.set(id, {answers: JSON.parse(await readBody(request)), count: 0});
      send(response, {status: 204});
    } else if (kind === 'scripted-proxy') {
      const to = new URL(searchParams.get('to'));
      if (to.hostname !== '127.0.0.1') return send(response, {status: 403});
      const body = await readBody(request);
      const answer = await fetch(to, {method: 'POST', headers: {'content-type': 'application/json'}, body});
      send(response, {status: answer.status, body: await answer.text()});
    } else {
      send(response, {body: journals.get(id) ?? []});
    }
  };
}

/**
 * Creates the middleware for @web/test-runner.
 * @returns {import('koa').Middleware}
 */
export function scriptedBackend() {
  const handle = createBackend();
  return async (context, next) => {
    if (!/^\/scripted(-sequence|-journal|-proxy)?(\/|$)/.test(context.path)) return next();
    // Otherwise Koa would answer a request that is to hang, and the runner would report its 404.
    context.respond = false;
    context.status = 200;
    await handle(context.req, context.res);
  };
}
