// A host backend that does as it is told, over real HTTP:
//
//   /scripted?status=&body=&type=&delay=&location=&header=Name: value&hang=1&drop=1   answers like that
//   PUT /scripted-sequence/<id>   [answer, …], with the same words; then /scripted?sequence=<id> gives them one by one
//   GET /scripted-journal/<id>    what /scripted?journal=<id> received
//   POST /scripted-proxy?to=URL   passes JSON on to the sandbox, as a host's backend would: a vendor's API lets no page in
//
// `delay` is in milliseconds. `hang` never answers, `drop` closes the connection. Of a sequence the last answer is repeated.
// An OPTIONS request is answered 204 with the headers, for preflights, and takes nothing from a sequence.
import {setTimeout as sleep} from 'node:timers/promises';

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** The body as JSON where it is said and is JSON, otherwise as text. */
function parseBody(text, type = '') {
  if (!type.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const fromQuery = query => ({...Object.fromEntries(query), header: query.getAll('header')});

function send(response, {status, body = '', type = 'application/json', location, header = []}) {
  response.statusCode = Number(status ?? (location ? 302 : 200));
  response.setHeader('cache-control', 'no-store');
  if (location) response.setHeader('location', location);
  for (const line of [header].flat()) {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line);
    response.setHeader(name, value);
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  if (text) response.setHeader('content-type', type);
  response.end(text);
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

  /** The answer whose turn it is, undefined for a sequence that nobody has set. */
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
 * For the middleware list of @web/test-runner.
 * @returns {import('koa').Middleware}
 */
export function scriptedBackend() {
  const handle = createBackend();
  return async (context, next) => {
    if (!/^\/scripted(-sequence|-journal|-proxy)?(\/|$)/.test(context.path)) return next();
    // Koa would answer by itself where the script says to hang, and the runner would report its 404.
    context.respond = false;
    context.status = 200;
    await handle(context.req, context.res);
  };
}
