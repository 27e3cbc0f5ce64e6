import {expect} from '@open-wc/testing';
import type {BankReconnectElement, ConnectionStatus} from '../../src/index.js';
import {part, announcement, shorten} from '../helpers/fixture.js';
import {completeMessage, openMeld} from '../helpers/meld-page.js';
import {openPlaid, successMetadata, installPlaid} from '../helpers/plaid-page.js';

installPlaid();

const MINUTE = 60_000;
const time = (offset: number) => new Date(Date.now() + offset).toISOString();

/** The outcome of a successful repair at Meld whose status requests all return `status`. */
async function judged(attributes: Record<string, string>, status: Partial<ConnectionStatus>) {
  shorten({poll: 5, pollLongest: 5, verification: 200});
  const page = await openMeld(attributes, {
    fetchStatus: () => ({provider: 'meld', ...status}) as ConnectionStatus,
  } satisfies Partial<BankReconnectElement>);
  await page.post(completeMessage);
  await page.exit;
  await Promise.race([page.events.next('repair-confirmed'), page.events.next('repair-unconfirmed')]);
  await page.element.updateComplete;
  const confirmed = page.events.of('repair-confirmed').length === 1;
  const [event] = confirmed ? page.events.of('repair-confirmed') : page.events.of('repair-unconfirmed');
  return {...page, confirmed, detail: event!.detail};
}

const expiring = {status: 'ACTIVE', 'status-reason': 'ACCESS_EXPIRING_SOON'};
const required = {status: 'RECONNECT_REQUIRED', 'status-reason': 'LOGIN_REQUIRED'};

describe('a repair of a warning', () => {
  it('is not confirmed by the unchanged status', async () => {
    const {confirmed, detail, element} = await judged(expiring, {
      status: 'ACTIVE',
      statusReason: 'ACCESS_EXPIRING_SOON',
      updatedAt: time(-MINUTE),
    });
    expect(confirmed).to.equal(false);
    expect(detail).to.include({reason: 'still-broken', advice: 'expiring', statusReason: 'ACCESS_EXPIRING_SOON'});
    expect(announcement(element)).to.contain('ends soon');
  });

  it('is confirmed by a status without the reason', async () => {
    const {confirmed, detail} = await judged(expiring, {status: 'ACTIVE', statusReason: null});
    expect(confirmed).to.equal(true);
    expect(detail).to.include({status: 'ACTIVE', advice: 'healthy'});
  });

  it('is not confirmed by an answer that omits the reason', async () => {
    const {confirmed, detail, element} = await judged(expiring, {status: 'ACTIVE'});
    expect(confirmed).to.equal(false);
    // The answer does not report a fault either.
    expect(detail).to.include({reason: 'unknown', advice: 'unknown', status: 'ACTIVE'});
    expect(announcement(element)).to.contain('could not check');
  });

  it('is confirmed by another reason', async () => {
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

  it('is not confirmed by a newer change to a broken status', async () => {
    const {confirmed} = await judged(expiring, {
      status: 'RECONNECT_REQUIRED',
      statusReason: 'OTHER',
      updatedAt: time(MINUTE),
    });
    expect(confirmed).to.equal(false);
  });

  it('is confirmed by the same rules for Plaid, where the warning is the status', async () => {
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

describe('a repair of a broken connection', () => {
  it('is confirmed by a healthy status with a warning', async () => {
    const {confirmed} = await judged(required, {status: 'ACTIVE', statusReason: 'NEW_ACCOUNTS_AVAILABLE'});
    expect(confirmed).to.equal(true);
  });

  it('is not confirmed by a healthy status with a warning if no status was set before', async () => {
    const {confirmed, detail, element} = await judged({}, {status: 'ACTIVE', statusReason: 'NEW_ACCOUNTS_AVAILABLE'});
    expect(confirmed).to.equal(false);
    // It does not count as broken either.
    expect(detail).to.include({reason: 'unknown', advice: 'new-accounts', status: 'ACTIVE'});
    expect(announcement(element)).to.contain('new accounts');
  });

  it('is unconfirmed with the reason unknown while the aggregator updates the connection', async () => {
    const {confirmed, detail, element} = await judged(required, {status: 'IN_PROGRESS', statusReason: null});
    expect(confirmed).to.equal(false);
    expect(detail).to.include({reason: 'unknown', advice: 'working', status: 'IN_PROGRESS'});
    expect(announcement(element)).to.contain('is being updated');
  });

  it('is unconfirmed with the present status, and shows a button only if another repair can help', async () => {
    const {detail, element} = await judged(required, {status: 'DELETED', statusReason: null});
    expect(detail).to.include({reason: 'still-broken', advice: 'connect-anew', status: 'DELETED'});
    expect(announcement(element)).to.contain('add First Harbor again');
    expect(part(element, 'button')).to.equal(undefined);
  });

  it('is unconfirmed with the reason unknown for an unknown status', async () => {
    const {detail, element} = await judged(required, {status: 'SOMETHING_NEW', statusReason: null});
    expect(detail).to.include({reason: 'unknown', advice: 'unknown', status: 'SOMETHING_NEW'});
    expect(announcement(element)).to.contain('could not check');
    expect(part(element, 'button')).to.not.equal(undefined);
  });

  it('is unconfirmed with the reason unknown for an answer without a status', async () => {
    const {detail} = await judged(required, {});
    expect(detail).to.include({reason: 'unknown', advice: undefined, status: undefined});
  });

  it('with a pending completion succeeds, and the verification decides', async () => {
    shorten({poll: 5, pollLongest: 5});
    const answers = ['RECONNECT_REQUIRED', 'ACTIVE'];
    const page = await openMeld(required, {
      completeRepair: () => ({outcome: 'pending'}),
      fetchStatus: () => ({provider: 'meld', status: answers.shift()!, statusReason: null}),
    });
    await page.post(completeMessage);
    expect((await page.exit).type).to.equal('successful');
    expect((await page.events.next('repair-confirmed')).status).to.equal('ACTIVE');
  });
});
