import {expect} from '@open-wc/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import {until} from './until.js';

interface Entry {
  method: string;
  headers: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  aborted: boolean;
}

const unique = (): string => crypto.randomUUID();

async function journalOf(id: string): Promise<Entry[]> {
  return (await (await fetch(`/scripted-journal/${id}`)).json()) as Entry[];
}

describe('the scripted backend', () => {
  it('answers with the values in the query', async () => {
    const query = new URLSearchParams({status: '418', body: '{"a":1}', type: 'application/problem+json'});
    query.append('header', 'Retry-After: 7');
    const answer = await fetch(`/scripted?${query}`, {method: 'POST'});
    expect(answer.status).to.equal(418);
    expect(answer.headers.get('content-type')).to.contain('application/problem+json');
    expect(answer.headers.get('retry-after')).to.equal('7');
    expect(await answer.json()).to.deep.equal({a: 1});
  });

  it('redirects', async () => {
    const answer = await fetch(`/scripted?${new URLSearchParams({location: '/scripted?body=there'})}`);
    expect(answer.redirected).to.equal(true);
    expect(await answer.text()).to.equal('there');
  });

  it('returns the answers of a sequence in turn and repeats the last', async () => {
    const id = unique();
    await fetch(`/scripted-sequence/${id}`, {
      method: 'PUT',
      body: JSON.stringify([{status: 503}, {body: {ready: true}}]),
    });
    const statuses = [];
    for (let index = 0; index < 3; index++) statuses.push((await fetch(`/scripted?sequence=${id}`)).status);
    expect(statuses).to.deep.equal([503, 200, 200]);
  });

  it('records its requests in a journal', async () => {
    const id = unique();
    await fetch(`/scripted?journal=${id}`, {
      method: 'POST',
      headers: {'content-type': 'application/json', 'x-token': 'abc'},
      body: '{"connectionId":"c"}',
    });
    const [entry] = await journalOf(id);
    expect(entry?.method).to.equal('POST');
    expect(entry?.headers['x-token']).to.equal('abc');
    expect(entry?.body).to.deep.equal({connectionId: 'c'});
    expect(entry?.aborted).to.equal(false);
  });

  it('hangs until the client aborts, and records the abort', async () => {
    const id = unique();
    const controller = new AbortController();
    const request = fetch(`/scripted?hang=1&journal=${id}`, {signal: controller.signal}).catch((error: Error) => error);
    while (!(await journalOf(id)).length);
    controller.abort();
    expect(await request).to.have.property('name', 'AbortError');
    while (!(await journalOf(id))[0]?.aborted);
  });

  it('drops the connection', async () => {
    const failure = await fetch('/scripted?drop=1', {method: 'POST'}).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(TypeError);
  });

  it('answers the preflight of a page on another origin', async () => {
    const {origins} = (await (await fetch('/test-config.json')).json()) as {
      origins: {localhost: string; loopback: string};
    };
    const query = new URLSearchParams({body: 'crossed'});
    query.append('header', 'Access-Control-Allow-Origin: *');
    query.append('header', 'Access-Control-Allow-Headers: x-token');
    expect(location.origin).to.equal(origins.localhost);
    const answer = await fetch(`${origins.loopback}/scripted?${query}`, {headers: {'x-token': '1'}});
    expect(await answer.text()).to.equal('crossed');
  });
});

describe('the test configuration', () => {
  it('contains the origins of a running sandbox', async () => {
    const {sandbox} = (await (await fetch('/test-config.json')).json()) as {sandbox: {origins: {control: string}}};
    const answer = await fetch(sandbox.origins.control, {mode: 'no-cors'});
    expect(answer.type).to.equal('opaque');
  });
});

describe("the runner's commands", () => {
  it('set the viewport', async () => {
    await setViewport({width: 700, height: 500});
    await until(() => innerWidth === 700 && innerHeight === 500, 'the size');
  });

  it('press key combinations and type text', async () => {
    const [first, second] = [document.createElement('input'), document.createElement('input')];
    document.body.append(first, second);
    second.focus();
    await sendKeys({press: 'Shift+Tab'});
    expect(document.activeElement).to.equal(first);
    await sendKeys({type: 'Abc'});
    expect(first.value).to.equal('Abc');
    first.remove();
    second.remove();
  });
});
