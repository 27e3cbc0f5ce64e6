import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';
import {warningsOf} from '../helpers/console.js';
import {record} from '../helpers/events.js';
import {create, make, part, track} from '../helpers/fixture.js';
import {completeMessage, createMeld, loadedFrame, meldAttributes, postFrom, tokenAnswer} from '../helpers/meld-page.js';
import {scriptedBackend} from '../helpers/scripted-backend.js';
import {until} from '../helpers/until.js';

const CONTINUE = '{"status":"CONTINUE"}';

/** Sets properties as a page without type checks does. */
const set = (element: BankReconnectElement, properties: Record<string, unknown>) => Object.assign(element, properties);

/** The properties whose values are texts. */
const texts = [
  ...['connectionId', 'provider', 'status', 'statusReason', 'institutionName', 'institutionLogo'],
  ...['tokenUrl', 'completeUrl', 'statusUrl', 'returnUrl', 'sandboxUrl'],
  ...['credentials', 'display', 'appearance', 'prefetch'],
] as (keyof BankReconnectElement)[];

/** What a text property accepts, and what it then is. */
const accepted: Record<string, [unknown, unknown]> = {
  'a number': [42, '42'],
  zero: [0, '0'],
  'a bigint': [12345678901234567890n, '12345678901234567890'],
  'a text': ['conn_1', 'conn_1'],
  'a String object': [new String('conn_1'), 'conn_1'],
  'a URL': [new URL('https://a.example/b'), 'https://a.example/b'],
  'a Date': [new Date(0), '1970-01-01T00:00:00.000Z'],
  null: [null, null],
  undefined: [undefined, undefined],
  'an empty text': ['', ''],
  false: [false, undefined],
};

/** What no property accepts. */
const junk: Record<string, unknown> = {
  true: true,
  NaN,
  'an object': {id: 1},
  'an object without a prototype': Object.create(null) as object,
  'an array': ['conn_1'],
  'a symbol': Symbol('conn_1'),
  'an object whose conversion fails': {
    toJSON() {
      throw new Error('Not for this page');
    },
  },
};

describe('the value of a text property', () => {
  for (const [what, [value, expected]] of Object.entries(accepted)) {
    it(`may be ${what}`, async () => {
      const logged = await warningsOf(() => {
        for (const name of texts) expect(set(make(), {[name]: value})[name], name).to.equal(expected);
        return Promise.resolve();
      });
      expect(logged).to.deep.equal([]);
    });
  }

  for (const [what, value] of Object.entries({...junk, 'a function': () => 'conn_1'})) {
    it(`counts as unset if it is ${what}, and the element renders`, async () => {
      await warningsOf(async () => {
        const element = set(make(), Object.fromEntries(texts.map(name => [name, value])));
        for (const name of texts) expect(element[name], name).to.equal(undefined);
        track(element);
        await element.updateComplete;
        expect(part(element, 'button')).not.to.equal(undefined);
        expect((await element.open()).type).to.equal('errored');
      });
    });
  }

  it('is reported once per property, without the value', async () => {
    const logged = await warningsOf(() => {
      for (let count = 0; count < 3; count++) set(make(), {returnUrl: {secret: 'abc123'}});
      return Promise.resolve();
    });
    // An earlier test may have logged it.
    expect(logged.length).to.be.lessThan(2);
    expect(logged.join('')).not.to.contain('abc123');
  });
});

describe('a connection id that is a number', () => {
  for (const id of [42, 0, 42n]) {
    it(`${typeof id} ${id} is a text in all requests and details`, async () => {
      const backend = await scriptedBackend({
        token: {body: tokenAnswer()},
        complete: {status: 204},
        status: {body: {provider: 'meld', status: 'ACTIVE'}},
      });
      const element = set(make({...meldAttributes, ...backend.attributes}), {connectionId: id});
      track(element);
      const events = record(element);
      void element.open();
      await postFrom((await loadedFrame(element)).contentWindow!, completeMessage);
      await events.next('repair-confirmed');
      const text = String(id);
      expect((await backend.journal('token'))[0]!.body.connectionId).to.equal(text);
      expect((await backend.journal('complete'))[0]!.body.connectionId).to.equal(text);
      expect((await backend.journal('status'))[0]!.query.connectionId).to.equal(text);
      for (const {detail} of events.all) expect(detail).to.have.property('connectionId', text);
      expect(events.one('exited-successful').resultingConnectionId).to.equal(text);
    });
  }

  it('is the same as its text, so the change between them does not end a repair', async () => {
    const element = await createMeld();
    set(element, {connectionId: 42});
    const events = record(element);
    void element.open();
    await events.next('widget-opened');
    set(element, {connectionId: '42'});
    await element.updateComplete;
    expect(events.exits()).to.deep.equal([]);
    set(element, {connectionId: 43});
    expect((await events.next('exited-aborted')).reason).to.equal('superseded');
  });

  it('is the same as its text for auto-open', async () => {
    let calls = 0;
    const fetchToken = () => ({status: ++calls && 'CONTINUE'});
    const element = track(set(make(meldAttributes), {connectionId: 0, autoOpen: true, fetchToken}));
    const events = record(element);
    await events.next('exited-successful');
    set(element, {connectionId: '0'});
    await element.updateComplete;
    set(element, {connectionId: 1});
    await until(() => calls === 2, 'the second repair');
    expect(events.of('repair-requested').map(({detail}) => detail.connectionId)).to.deep.equal(['0', '1']);
  });
});

describe('a boolean property', () => {
  const values: [unknown, boolean][] = [
    [true, true],
    ['disabled', true],
    [1, true],
    [{}, true],
    [Symbol('on'), true],
    [false, false],
    ['false', false],
    [new String('false'), false],
    ['', false],
    [0, false],
    [null, false],
    [undefined, false],
  ];
  for (const [value, expected] of values) {
    it(`with the ${typeof value} ${String(value) || "''"} is ${expected}`, () => {
      const element = set(make(), {disabled: value, autoOpen: value});
      expect([element.disabled, element.autoOpen]).to.deep.equal([expected, expected]);
    });
  }
});

describe('the property headers', () => {
  const pairs: [string, unknown][] = [
    ['X-Csrf', 'a'],
    ['x-tenant', 7],
    ['x-unset', undefined],
    ['x-null', null],
  ];
  const sources: Record<string, unknown> = {
    'an object': Object.fromEntries(pairs),
    'an array of pairs': pairs,
    'a Map': new Map(pairs),
    'a Headers object': new Headers([
      ['x-csrf', 'a'],
      ['x-tenant', '7'],
    ]),
  };
  for (const [what, source] of Object.entries(sources)) {
    for (const [how, headers] of [
      ['may be', source],
      ['may be a function that returns', () => source],
      ['may be a function that resolves with', () => Promise.resolve(source)],
    ] as const) {
      it(`${how} ${what}`, async () => {
        const backend = await scriptedBackend({token: {body: CONTINUE}});
        const element = await create({...meldAttributes, ...backend.attributes});
        await set(element, {headers}).open();
        const sent = (await backend.journal('token'))[0]!.headers;
        expect(sent).to.include({'x-csrf': 'a', 'x-tenant': '7', 'content-type': 'application/json'});
        expect(sent).not.to.have.any.keys('x-unset', 'x-null');
      });
    }
  }

  it('keeps its usable headers beside unusable ones', async () => {
    const backend = await scriptedBackend({token: {body: CONTINUE}});
    const element = await create({...meldAttributes, ...backend.attributes});
    const headers = {'x-csrf': 'a', 'not a name': 'b', 'x-break': 'c\nd', 'x-object': {}, 'x-symbol': Symbol('e')};
    const logged = await warningsOf(() => set(element, {headers}).open());
    expect((await backend.journal('token'))[0]!.headers).to.include({'x-csrf': 'a'});
    expect(logged).to.deep.equal(['<bank-reconnect>: ignoring a header, whose value is not usable']);
  });

  it('reaches a page that has wrapped fetch and copies the members of its headers', async () => {
    const {fetch} = window;
    window.fetch = (input, init) => fetch(input, {...init, headers: {...init?.headers, 'x-traced': '1'}});
    try {
      const backend = await scriptedBackend({token: {body: CONTINUE}});
      const element = await create({...meldAttributes, ...backend.attributes});
      await set(element, {headers: new Headers({'x-csrf': 'a'})}).open();
      expect((await backend.journal('token'))[0]!.headers).to.include({'x-csrf': 'a', 'x-traced': '1'});
    } finally {
      window.fetch = fetch;
    }
  });
});

describe('the property widgetOrigins', () => {
  const origin = 'https://widgets.example';
  const opens = async (widgetOrigins: unknown): Promise<boolean> => {
    const element = await create(meldAttributes, {fetchToken: () => tokenAnswer({widgetUrl: `${origin}/connect`})});
    set(element, {widgetOrigins});
    const events = record(element);
    const exit = element.open();
    const isOpened = Promise.race([events.next('widget-opened').then(() => true), exit.then(() => false)]);
    return isOpened;
  };
  for (const [what, value] of Object.entries({
    'an array': [origin],
    'a Set': new Set([origin]),
    'a text': origin,
    'a URL': new URL(origin),
    'an array of URLs': [new URL(origin)],
    'an array with a trailing slash': [`${origin}/`],
  })) {
    it(`may be ${what}`, async () => {
      expect(await opens(value)).to.equal(true);
    });
  }

  for (const [what, value] of Object.entries({
    'a text that only begins with the origin': `${origin}.evil.example`,
    'a path of the origin': [`${origin}/connect`],
    'an array of junk': Object.values(junk),
    ...junk,
  })) {
    it(`allows no origin if it is ${what}`, async () => {
      await warningsOf(async () => expect(await opens(value)).to.equal(false));
    });
  }
});

describe('the other properties without an attribute', () => {
  it('count as unset if they are of another type', async () => {
    for (const value of [...Object.values(junk), 42, 'a text']) {
      await warningsOf(async () => {
        const element = set(make({...meldAttributes, 'token-url': '/none'}), {
          ...{fetchToken: value, completeRepair: value, fetchStatus: value, strings: value, headers: value},
        });
        for (const name of ['fetchToken', 'completeRepair', 'fetchStatus'] as const) {
          expect(element[name], name).to.equal(undefined);
        }
        track(element);
        await element.updateComplete;
        expect(part(element, 'button')!.textContent).to.contain('Reconnect');
      });
    }
  });

  it('strings keeps the texts of the element for values that are no texts', async () => {
    const element = await create(meldAttributes);
    set(element, {strings: {reconnect: 42, opening: null, institution: {}}});
    await element.updateComplete;
    expect(part(element, 'button')!.textContent).to.contain('Reconnect First Harbor');
  });
});
