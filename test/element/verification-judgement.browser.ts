import {expect} from '@open-wc/testing';
import type {BankReconnectElement, ConnectionStatus} from '../../src/index.js';
import {part, said, shorten} from '../helpers/fixture.js';
import {completeMessage, openMeld} from '../helpers/meld-page.js';
import {openPlaid, successMetadata, installPlaid} from '../helpers/plaid-page.js';

installPlaid();

const MINUTE = 60_000;
const time = (offset: number) => new Date(Date.now() + offset).toISOString();

/** The outcome of a repair of Meld's that succeeded, when the status is this all the time. */
async function judged(attributes: Record<string, string>, status: Partial<ConnectionStatus>) {
  shorten({poll: 5, pollLongest: 5, verification: 200});
  const page = await openMeld(attributes, {
    fetchStatus: () => ({provider: 'meld', ...status}) as ConnectionStatus,
  } satisfies Partial<BankReconnectElement>);
  await page.say(completeMessage);
  await page.exit;
  await Promise.race([page.events.next('repair-confirmed'), page.events.next('repair-unconfirmed')]);
  await page.element.updateComplete;
  const confirmed = page.events.of('repair-confirmed').length === 1;
  const [event] = confirmed ? page.events.of('repair-confirmed') : page.events.of('repair-unconfirmed');
  return {...page, confirmed, detail: event!.detail};
}

const expiring = {status: 'ACTIVE', 'status-reason': 'ACCESS_EXPIRING_SOON'};
const required = {status: 'RECONNECT_REQUIRED', 'status-reason': 'LOGIN_REQUIRED'};

describe('a repair that only avoided something', () => {
  it('is not confirmed by a status that was as healthy before', async () => {
    const {confirmed, detail, element} = await judged(expiring, {
      status: 'ACTIVE',
      statusReason: 'ACCESS_EXPIRING_SOON',
      updatedAt: time(-MINUTE),
    });
    expect(confirmed).to.equal(false);
    expect(detail).to.include({reason: 'still-broken', advice: 'expiring', statusReason: 'ACCESS_EXPIRING_SOON'});
    expect(said(element)).to.contain('ends soon');
  });

  it('is confirmed by its reason having gone', async () => {
    const {confirmed, detail} = await judged(expiring, {status: 'ACTIVE', statusReason: null});
    expect(confirmed).to.equal(true);
    expect(detail).to.include({status: 'ACTIVE', advice: 'healthy'});
  });

  it('is not confirmed by an answer that does not speak of reasons', async () => {
    const {confirmed, detail, element} = await judged(expiring, {status: 'ACTIVE'});
    expect(confirmed).to.equal(false);
    // Nothing is known to be broken either.
    expect(detail).to.include({reason: 'unknown', advice: 'unknown', status: 'ACTIVE'});
    expect(said(element)).to.contain('could not check');
  });

  it('is confirmed by another reason in the place of its own', async () => {
    const {confirmed} = await judged(expiring, {status: 'ACTIVE', statusReason: 'NEW_ACCOUNTS_AVAILABLE'});
    expect(confirmed).to.equal(true);
  });

  it('is confirmed by a change that is newer than the repair, whatever the reason', async () => {
    const {confirmed} = await judged(expiring, {
      status: 'ACTIVE',
      statusReason: 'ACCESS_EXPIRING_SOON',
      updatedAt: time(MINUTE),
    });
    expect(confirmed).to.equal(true);
  });

  it('is not confirmed by a newer change for the worse', async () => {
    const {confirmed} = await judged(expiring, {
      status: 'RECONNECT_REQUIRED',
      statusReason: 'OTHER',
      updatedAt: time(MINUTE),
    });
    expect(confirmed).to.equal(false);
  });

  it('is judged like that for Plaid, where the warning is the status itself', async () => {
    shorten({poll: 5, pollLongest: 5});
    const answers = ['PENDING_DISCONNECT', null];
    const {link, events} = await openPlaid(
      {status: 'PENDING_DISCONNECT'},
      {
        fetchStatus: () => ({
          provider: 'plaid',
          status: 'HEALTHY',
          statusReason: answers.length > 1 ? answers.shift()! : null,
        }),
      },
    );
    link.config.onSuccess('public-token', successMetadata);
    expect((await events.next('repair-confirmed')).statusReason).to.equal(undefined);
    expect(answers).to.have.length(1);
  });
});

describe('a repair of something broken', () => {
  it('is confirmed by a status that works, though it could be better', async () => {
    const {confirmed} = await judged(required, {status: 'ACTIVE', statusReason: 'NEW_ACCOUNTS_AVAILABLE'});
    expect(confirmed).to.equal(true);
  });

  it('is not confirmed by such a status when nobody said that it was broken', async () => {
    const {confirmed, detail, element} = await judged({}, {status: 'ACTIVE', statusReason: 'NEW_ACCOUNTS_AVAILABLE'});
    expect(confirmed).to.equal(false);
    // It is not called broken, either.
    expect(detail).to.include({reason: 'unknown', advice: 'new-accounts', status: 'ACTIVE'});
    expect(said(element)).to.contain('new accounts');
  });

  it('is not called broken while the aggregator is still at it', async () => {
    const {confirmed, detail, element} = await judged(required, {status: 'IN_PROGRESS', statusReason: null});
    expect(confirmed).to.equal(false);
    expect(detail).to.include({reason: 'unknown', advice: 'working', status: 'IN_PROGRESS'});
    expect(said(element)).to.contain('is being updated');
  });

  it('is unconfirmed with what is wrong now, and offers another try only where that makes sense', async () => {
    const {detail, element} = await judged(required, {status: 'DELETED', statusReason: null});
    expect(detail).to.include({reason: 'still-broken', advice: 'connect-anew', status: 'DELETED'});
    expect(said(element)).to.contain('add First Harbor again');
    expect(part(element, 'button')).to.equal(undefined);
  });

  it('is unknown where nobody knows the status', async () => {
    const {detail, element} = await judged(required, {status: 'NEVER_HEARD_OF', statusReason: null});
    expect(detail).to.include({reason: 'unknown', advice: 'unknown', status: 'NEVER_HEARD_OF'});
    expect(said(element)).to.contain('could not check');
    expect(part(element, 'button')).to.not.equal(undefined);
  });

  it('is unknown where the answer has no status', async () => {
    const {detail} = await judged(required, {});
    expect(detail).to.include({reason: 'unknown', advice: undefined, status: undefined});
  });

  it('of which the completion says pending is successful, and the verification decides', async () => {
    shorten({poll: 5, pollLongest: 5});
    const answers = ['RECONNECT_REQUIRED', 'ACTIVE'];
    const page = await openMeld(required, {
      completeRepair: () => ({outcome: 'pending'}),
      fetchStatus: () => ({provider: 'meld', status: answers.shift()!, statusReason: null}),
    });
    await page.say(completeMessage);
    expect((await page.exit).type).to.equal('successful');
    expect((await page.events.next('repair-confirmed')).status).to.equal('ACTIVE');
  });
});
