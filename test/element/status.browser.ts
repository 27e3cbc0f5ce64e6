import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';
import type {ProviderEntry} from '../../src/providers/provider.js';
import {providers} from '../../src/providers/registry.js';
import {record} from '../helpers/events.js';
import {create, make, part, said, textOf, track} from '../helpers/fixture.js';
import {
  completeMessage,
  createMeld,
  loadedFrame,
  meldAttributes,
  openMeld,
  sayFrom,
  tokenAnswer,
} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

const broken = {status: 'RECONNECT_REQUIRED', 'status-reason': 'LOGIN_REQUIRED'};

/** What the element says of the connection. */
const advised = (element: Element): string => textOf(part(element, 'advice'));

/** Plays the loading of a table by hand, for one test at a time. */
function holdTable(provider: string): {release(): void; fail(): void; wasAsked(): boolean} {
  const entry = providers[provider] as {-readonly [K in keyof ProviderEntry]: ProviderEntry[K]};
  const {loadHealth} = entry;
  let settle!: (fails: boolean) => void;
  let asked = false;
  const held = new Promise<boolean>(resolve => (settle = resolve));
  entry.loadHealth = async retry => {
    asked = true;
    if (await held) throw new TypeError('blocked');
    return loadHealth(retry);
  };
  restore.push(() => (entry.loadHealth = loadHealth));
  return {release: () => settle(false), fail: () => settle(true), wasAsked: () => asked};
}

const restore: (() => void)[] = [];
afterEach(() => restore.splice(0).forEach(undo => undo()));

/** The same with its table looked up. */
async function described(attributes: Record<string, string>, properties: Partial<BankReconnectElement> = {}) {
  const element = await createMeld(attributes, properties);
  await until(() => advised(element) || part(element, 'button'), 'the table');
  return element;
}

describe('a status', () => {
  it('that needs the person says what broke and offers the repair, the one describing the other', async () => {
    const element = await described(broken);
    expect(advised(element)).to.equal('First Harbor needs you to sign in again.');
    const button = part(element, 'button')!;
    expect(textOf(button)).to.equal('Reconnect First Harbor');
    const id = button.getAttribute('aria-describedby')!;
    expect(textOf(element.shadowRoot!.getElementById(id) ?? undefined)).to.equal(advised(element));
    expect(said(element)).to.equal('');
  });

  it('that can only be waited out says so, without a button', async () => {
    const element = await described({provider: 'quiltt', status: 'ERROR_INSTITUTION'});
    expect(advised(element)).to.contain('First Harbor cannot be reached');
    expect(part(element, 'button')).to.equal(undefined);
  });

  it('that is healthy shows nothing at all, never, on the way there', async () => {
    const table = holdTable('meld');
    const element = await createMeld({status: 'ACTIVE'});
    const shown = () => [part(element, 'button'), part(element, 'advice'), part(element, 'message')?.textContent];
    expect(shown()).to.deep.equal([undefined, undefined, '']);
    await until(() => table.wasAsked(), 'the request');
    await element.updateComplete;
    expect(shown()).to.deep.equal([undefined, undefined, '']);
    table.release();
    // The same table, so that it is known to be there.
    await described(broken);
    await element.updateComplete;
    expect(shown()).to.deep.equal([undefined, undefined, '']);
  });

  it('that is worth repairing offers it', async () => {
    const element = await described({status: 'ACTIVE', 'status-reason': 'ACCESS_EXPIRING_SOON'});
    expect(advised(element)).to.contain('ends soon');
    expect(part(element, 'button')).to.not.equal(undefined);
  });

  it('that nobody knows offers the repair and claims nothing', async () => {
    const element = await described({status: 'NEVER_HEARD_OF'});
    expect(advised(element)).to.equal('');
    expect(textOf(part(element, 'button'))).to.equal('Reconnect First Harbor');
  });

  it('of a provider that nobody knows offers the repair', async () => {
    const element = await described({...broken, provider: 'acme'});
    expect(advised(element)).to.equal('');
  });

  it('shows no button before the table is there', async () => {
    const table = holdTable('meld');
    const element = await createMeld(broken);
    await until(() => table.wasAsked(), 'the request');
    expect(part(element, 'button')).to.equal(undefined);
    table.release();
    await until(() => part(element, 'button'), 'the button');
  });

  it('offers the repair when its table cannot be loaded', async () => {
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
    expect(table.wasAsked()).to.equal(false);
    table.release();
  });

  it('keeps every line of its sentence beside its mark in a page from right to left', async () => {
    const page = track(document.createElement('div'));
    page.dir = 'rtl';
    page.style.inlineSize = '160px';
    const element = await described(broken);
    page.append(element);
    const range = document.createRange();
    range.selectNodeContents(part(element, 'advice')!);
    // A line may be in pieces.
    const ends = new Map<number, number>();
    for (const {top, right} of range.getClientRects()) ends.set(top, Math.max(right, ends.get(top) ?? 0));
    const [first, ...others] = ends.values();
    expect(others).to.not.have.length(0);
    for (const end of others) expect(end).to.be.closeTo(first!, 1);
  });

  it('is no longer said once the person has signed in', async () => {
    const {element, say} = await openMeld(broken, {completeRepair: () => new Promise<never>(() => undefined)});
    await until(() => advised(element), 'the advice');
    await say(completeMessage);
    await until(() => element.state === 'completing', 'the completion');
    await element.updateComplete;
    expect(advised(element)).to.equal('');
  });

  it('has its sentences in strings', async () => {
    const element = await described(broken, {strings: {'advice-sign-in': 'Bitte bei {institution} neu anmelden.'}});
    expect(advised(element)).to.equal('Bitte bei First Harbor neu anmelden.');
  });

  it('is followed when it changes, in both directions', async () => {
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

  it('that comes late takes no button away, and no focus, while its table is on its way', async () => {
    const element = await createMeld();
    const button = part(element, 'button')!;
    button.focus();
    const table = holdTable('meld');
    element.status = 'RECONNECT_REQUIRED';
    await until(() => table.wasAsked(), 'the request');
    await element.updateComplete;
    expect(part(element, 'button') === button).to.equal(true);
    table.release();
    await until(() => advised(element), 'the advice');
    expect(element.shadowRoot!.activeElement === button).to.equal(true);
  });

  it('keeps what it says while the table of another provider is on its way, and drops an answer that is late', async () => {
    const element = await described(broken);
    const table = holdTable('plaid');
    element.provider = 'plaid';
    element.status = 'HEALTHY';
    await until(() => table.wasAsked(), 'the request');
    expect(part(element, 'button')).to.not.equal(undefined);
    element.provider = 'meld';
    element.status = 'RECONNECT_REQUIRED';
    await element.updateComplete;
    table.release();
    await until(() => advised(element).includes('sign in'), 'the advice');
    expect(part(element, 'button')).to.not.equal(undefined);
  });

  it('does not stop open(), which asks the backend', async () => {
    let request: unknown;
    const element = await createMeld(
      {status: 'ACTIVE', 'status-reason': 'NEVER_HEARD_OF'},
      {fetchToken: asked => ((request = asked), {status: 'CONTINUE'})},
    );
    expect((await element.open()).type).to.equal('successful');
    expect(request).to.include({statusReason: 'NEVER_HEARD_OF'});
  });

  it('stays in sight during the repair, and gives way to how it ended', async () => {
    const {element, say} = await openMeld(broken);
    await until(() => advised(element), 'the advice');
    expect(element.state).to.equal('opening');
    await say({domain: 'meld-connect', eventName: 'connect_complete'});
    await until(() => said(element) === 'You have signed in to First Harbor.', 'the end');
    expect(advised(element)).to.equal('');
  });

  it('of the page ends what an earlier repair left behind', async () => {
    const element = await described(broken, {fetchToken: () => new Response(null, {status: 500})});
    await element.open();
    await until(() => said(element).includes('went wrong'), 'the error');
    element.status = 'ACTIVE';
    element.statusReason = null;
    await until(() => !said(element), 'the error to go');
    expect(element.error).to.equal(undefined);
    expect(part(element, 'button')).to.equal(undefined);
  });

  it('that is healthy leaves the good news, and one that breaks again takes it away', async () => {
    const element = await described(broken, {fetchToken: () => ({status: 'CONTINUE'})});
    await element.open();
    await until(() => said(element).includes('connected again'), 'the good news');
    element.status = 'ACTIVE';
    element.statusReason = null;
    // The look-up of another element comes after this one's.
    await described({status: 'DELETED'});
    expect(said(element)).to.contain('connected again');
    element.status = 'RECONNECT_REQUIRED';
    await until(() => part(element, 'button'), 'the button');
    expect(said(element)).to.equal('');
  });

  it('is not said where the page draws for itself', async () => {
    const element = track(make({...meldAttributes, ...broken, appearance: 'none'}));
    element.append(Object.assign(document.createElement('button'), {slot: 'trigger', textContent: 'Fix it'}));
    // Long enough for this one, too.
    await described(broken);
    await element.updateComplete;
    expect(advised(element)).to.equal('');
  });

  it('may be set as a property, and the repair is offered to scripts whatever it says', async () => {
    const element = await create({...meldAttributes}, {status: 'DELETED', fetchToken: () => tokenAnswer()});
    await until(() => advised(element).includes('add First Harbor again'), 'the advice');
    const events = record(element);
    void element.open();
    const frame = await loadedFrame(element);
    await sayFrom(frame.contentWindow!, {domain: 'meld-connect', eventName: 'init'});
    expect(events.of('widget-loaded')).to.have.length(1);
  });
});
