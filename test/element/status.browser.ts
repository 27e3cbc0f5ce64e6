import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';
import type {ProviderEntry} from '../../src/providers/provider.js';
import {providers} from '../../src/providers/registry.js';
import {record} from '../helpers/events.js';
import {create, make, part, announcement, textOf, track} from '../helpers/fixture.js';
import {
  completeMessage,
  createMeld,
  loadedFrame,
  meldAttributes,
  openMeld,
  postFrom,
  tokenAnswer,
} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

const broken = {status: 'RECONNECT_REQUIRED', 'status-reason': 'LOGIN_REQUIRED'};

/** The advice that the element shows. */
const advised = (element: Element): string => textOf(part(element, 'advice'));

/** Holds back the loading of a provider's status table until the test releases it. */
function holdTable(provider: string): {release(): void; fail(): void; wasRequested(): boolean} {
  const entry = providers[provider] as {-readonly [K in keyof ProviderEntry]: ProviderEntry[K]};
  const {loadHealth} = entry;
  let settle!: (fails: boolean) => void;
  let requested = false;
  const held = new Promise<boolean>(resolve => (settle = resolve));
  entry.loadHealth = async retry => {
    requested = true;
    if (await held) throw new TypeError('blocked');
    return loadHealth(retry);
  };
  restore.push(() => (entry.loadHealth = loadHealth));
  return {release: () => settle(false), fail: () => settle(true), wasRequested: () => requested};
}

const restore: (() => void)[] = [];
afterEach(() => restore.splice(0).forEach(undo => undo()));

/** Creates an element and waits until it has looked up its status. */
async function described(attributes: Record<string, string>, properties: Partial<BankReconnectElement> = {}) {
  const element = await createMeld(attributes, properties);
  await until(() => advised(element) || part(element, 'button'), 'the table');
  return element;
}

describe('a status', () => {
  it('that requires the person shows an advice and a button, which the advice describes', async () => {
    const element = await described(broken);
    expect(advised(element)).to.equal('First Harbor needs you to sign in again.');
    const button = part(element, 'button')!;
    expect(textOf(button)).to.equal('Reconnect First Harbor');
    const id = button.getAttribute('aria-describedby')!;
    expect(textOf(element.shadowRoot!.getElementById(id) ?? undefined)).to.equal(advised(element));
    expect(announcement(element)).to.equal('');
  });

  it('that the person cannot repair shows an advice without a button', async () => {
    const element = await described({provider: 'quiltt', status: 'ERROR_INSTITUTION'});
    expect(advised(element)).to.contain('First Harbor cannot be reached');
    expect(part(element, 'button')).to.equal(undefined);
  });

  it('that is healthy shows nothing, before and after its table has loaded', async () => {
    const table = holdTable('meld');
    const element = await createMeld({status: 'ACTIVE'});
    const shown = () => [part(element, 'button'), part(element, 'advice'), part(element, 'message')?.textContent];
    expect(shown()).to.deep.equal([undefined, undefined, '']);
    await until(() => table.wasRequested(), 'the request');
    await element.updateComplete;
    expect(shown()).to.deep.equal([undefined, undefined, '']);
    table.release();
    // This element uses the same table, so that it has loaded afterwards.
    await described(broken);
    await element.updateComplete;
    expect(shown()).to.deep.equal([undefined, undefined, '']);
  });

  it('that is healthy with a warning shows an advice and a button', async () => {
    const element = await described({status: 'ACTIVE', 'status-reason': 'ACCESS_EXPIRING_SOON'});
    expect(advised(element)).to.contain('ends soon');
    expect(part(element, 'button')).to.not.equal(undefined);
  });

  it('that is unknown shows a button without an advice', async () => {
    const element = await described({status: 'SOMETHING_NEW'});
    expect(advised(element)).to.equal('');
    expect(textOf(part(element, 'button'))).to.equal('Reconnect First Harbor');
  });

  it('of an unknown provider shows a button without an advice', async () => {
    const element = await described({...broken, provider: 'acme'});
    expect(advised(element)).to.equal('');
  });

  it('shows no button before its table has loaded', async () => {
    const table = holdTable('meld');
    const element = await createMeld(broken);
    await until(() => table.wasRequested(), 'the request');
    expect(part(element, 'button')).to.equal(undefined);
    table.release();
    await until(() => part(element, 'button'), 'the button');
  });

  it('shows a button if its table cannot be loaded', async () => {
    const table = holdTable('meld');
    const element = await createMeld({status: 'DELETED'});
    table.fail();
    await until(() => part(element, 'button'), 'the button');
    expect(advised(element)).to.equal('');
  });

  it('that is not set loads no table', async () => {
    const table = holdTable('meld');
    const element = await createMeld();
    expect(part(element, 'button')).to.not.equal(undefined);
    element.statusReason = 'LOGIN_REQUIRED';
    await element.updateComplete;
    expect(table.wasRequested()).to.equal(false);
    table.release();
  });

  it('aligns all lines of its advice in a right-to-left page', async () => {
    const page = track(document.createElement('div'));
    page.dir = 'rtl';
    page.style.inlineSize = '160px';
    const element = await described(broken);
    page.append(element);
    const range = document.createRange();
    range.selectNodeContents(part(element, 'advice')!);
    // A line can have several rectangles.
    const ends = new Map<number, number>();
    for (const {top, right} of range.getClientRects()) ends.set(top, Math.max(right, ends.get(top) ?? 0));
    const [first, ...others] = ends.values();
    expect(others).to.not.have.length(0);
    for (const end of others) expect(end).to.be.closeTo(first!, 1);
  });

  it('shows no advice after the person has signed in', async () => {
    const {element, post} = await openMeld(broken, {completeRepair: () => new Promise<never>(() => undefined)});
    await until(() => advised(element), 'the advice');
    await post(completeMessage);
    await until(() => element.state === 'completing', 'the completion');
    await element.updateComplete;
    expect(advised(element)).to.equal('');
  });

  it('shows a custom advice from strings', async () => {
    const element = await described(broken, {strings: {'advice-sign-in': 'Bitte bei {institution} neu anmelden.'}});
    expect(advised(element)).to.equal('Bitte bei First Harbor neu anmelden.');
  });

  it('updates the advice and the button when it changes', async () => {
    const element = await described(broken);
    element.status = 'ACTIVE';
    element.statusReason = null;
    await until(() => !part(element, 'button'), 'the button to go');
    expect(advised(element)).to.equal('');
    element.setAttribute('status', 'UNRECOVERABLE');
    await until(() => part(element, 'button'), 'the button');
    element.removeAttribute('status');
    await until(() => !advised(element), 'the advice to go');
    expect(part(element, 'button')).to.not.equal(undefined);
  });

  it('that is set later keeps the button and its focus while its table loads', async () => {
    const element = await createMeld();
    const button = part(element, 'button')!;
    button.focus();
    const table = holdTable('meld');
    element.status = 'RECONNECT_REQUIRED';
    await until(() => table.wasRequested(), 'the request');
    await element.updateComplete;
    expect(part(element, 'button') === button).to.equal(true);
    table.release();
    await until(() => advised(element), 'the advice');
    expect(element.shadowRoot!.activeElement === button).to.equal(true);
  });

  it('keeps the button while the table of another provider loads, and ignores a table that is late', async () => {
    const element = await described(broken);
    const table = holdTable('plaid');
    element.provider = 'plaid';
    element.status = 'HEALTHY';
    await until(() => table.wasRequested(), 'the request');
    expect(part(element, 'button')).to.not.equal(undefined);
    element.provider = 'meld';
    element.status = 'RECONNECT_REQUIRED';
    await element.updateComplete;
    table.release();
    await until(() => advised(element).includes('sign in'), 'the advice');
    expect(part(element, 'button')).to.not.equal(undefined);
  });

  it('does not prevent open() from requesting a token', async () => {
    let request: unknown;
    const element = await createMeld(
      {status: 'ACTIVE', 'status-reason': 'SOMETHING_NEW'},
      {fetchToken: sent => ((request = sent), {status: 'CONTINUE'})},
    );
    expect((await element.open()).type).to.equal('successful');
    expect(request).to.include({statusReason: 'SOMETHING_NEW'});
  });

  it('shows its advice during the repair, and the outcome afterwards', async () => {
    const {element, post} = await openMeld(broken);
    await until(() => advised(element), 'the advice');
    expect(element.state).to.equal('opening');
    await post({domain: 'meld-connect', eventName: 'connect_complete'});
    await until(() => announcement(element) === 'You have signed in to First Harbor.', 'the end');
    expect(advised(element)).to.equal('');
  });

  it('that is healthy clears the error of an earlier repair', async () => {
    const element = await described(broken, {fetchToken: () => new Response(null, {status: 500})});
    await element.open();
    await until(() => announcement(element).includes('went wrong'), 'the error');
    element.status = 'ACTIVE';
    element.statusReason = null;
    await until(() => !announcement(element), 'the error to go');
    expect(element.error).to.equal(undefined);
    expect(part(element, 'button')).to.equal(undefined);
  });

  it('that is healthy keeps the success message, and a broken one removes it', async () => {
    const element = await described(broken, {fetchToken: () => ({status: 'CONTINUE'})});
    await element.open();
    await until(() => announcement(element).includes('connected again'), 'the success message');
    element.status = 'ACTIVE';
    element.statusReason = null;
    // The lookup of another element ends after that of this one.
    await described({status: 'DELETED'});
    expect(announcement(element)).to.contain('connected again');
    element.status = 'RECONNECT_REQUIRED';
    await until(() => part(element, 'button'), 'the button');
    expect(announcement(element)).to.equal('');
  });

  it('shows no advice with appearance none', async () => {
    const element = track(make({...meldAttributes, ...broken, appearance: 'none'}));
    element.append(Object.assign(document.createElement('button'), {slot: 'trigger', textContent: 'Fix it'}));
    // The lookup of another element ends after that of this one.
    await described(broken);
    await element.updateComplete;
    expect(advised(element)).to.equal('');
  });

  it('can be set as a property, and does not prevent open()', async () => {
    const element = await create({...meldAttributes}, {status: 'DELETED', fetchToken: () => tokenAnswer()});
    await until(() => advised(element).includes('add First Harbor again'), 'the advice');
    const events = record(element);
    void element.open();
    const frame = await loadedFrame(element);
    await postFrom(frame.contentWindow!, {domain: 'meld-connect', eventName: 'init'});
    expect(events.of('widget-loaded')).to.have.length(1);
  });
});
