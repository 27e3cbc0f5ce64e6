/* eslint-disable no-console -- this file watches what the element writes to the console */
import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../../src/index.js';
import type {Recorded} from '../../helpers/events.js';
import {leftBehind} from '../../helpers/left-behind.js';
import {until} from '../../helpers/until.js';
import {SECRET} from './widgets.js';

const logged: unknown[][] = [];
const rejections: unknown[] = [];

/** Collects the console's output and unhandled rejections during the tests of a file. */
export function watchPage(): void {
  const names = ['log', 'info', 'warn', 'error', 'debug'] as const;
  const originals = names.map(name => [name, console[name]] as const);
  const reject = ({reason}: PromiseRejectionEvent) => void rejections.push(reason);
  before(() => {
    addEventListener('unhandledrejection', reject);
    for (const name of names) console[name] = (...args: unknown[]) => void logged.push(args);
  });
  after(() => {
    removeEventListener('unhandledrejection', reject);
    for (const [name, original] of originals) console[name] = original;
  });
  beforeEach(() => {
    logged.length = rejections.length = 0;
  });
}

/** The attributes in the element and the page, without the frames' own addresses. */
const attributes = (root: ParentNode): string[] =>
  [...root.querySelectorAll('*')].flatMap(node => [
    ...[...node.attributes].filter(({name}) => node.localName !== 'iframe' || name !== 'src').map(({value}) => value),
    ...(node.shadowRoot ? attributes(node.shadowRoot) : []),
  ]);

/** No token is anywhere that the page can see it. */
export function assertNoSecret({all}: Recorded): void {
  expect(JSON.stringify(all.map(({detail}) => detail as unknown)), 'events').to.not.contain(SECRET);
  expect(attributes(document).join('\n'), 'attributes').to.not.contain(SECRET);
  expect(logged.map(args => args.map(String).join(' ')).join('\n'), 'console').to.not.contain(SECRET);
  for (const storage of [localStorage, sessionStorage]) {
    expect(JSON.stringify({...storage}), 'storage').to.not.contain(SECRET);
  }
}

/** The number of exits, the state idle, and nothing left in the page. */
export async function assertEnded(
  element: BankReconnectElement,
  events: Recorded,
  {before, exits}: {before: ReturnType<typeof leftBehind>; exits: number},
): Promise<void> {
  await until(() => element.state === 'idle', `the state idle instead of ${element.state}`);
  const same = () => JSON.stringify(leftBehind(element)) === JSON.stringify(before);
  await until(same, 'nothing left behind', 500).catch(() => expect(leftBehind(element)).to.deep.equal(before));
  expect(events.exits()).to.have.length(exits);
  expect(rejections).to.deep.equal([]);
  assertNoSecret(events);
}
