import {expect} from '@open-wc/testing';
import {registerProvider, type WidgetContext, type WidgetOutcome} from '../../src/index.js';
import {create, part} from '../helpers/fixture.js';
import {message as meldMessage, openMeld} from '../helpers/meld-page.js';
import {connected, mxMessage, openMx} from '../helpers/mx-page.js';
import {exitMetadata, installPlaid, linkError, links, openPlaid} from '../helpers/plaid-page.js';

// A widget also reports the error that the connection had before the repair. The person does not meet it, so an abort
// contains only an error that has followed an action and has not been passed by another one.

installPlaid();

const memberError = mxMessage('connect/memberError', {member: {guid: 'MBR-1', connection_status: 2}});
const invalidData = mxMessage('connect/invalidData', {member: {guid: 'MBR-1', code: 2005}});
const submitted = mxMessage('connect/updateCredentials', {member_guid: 'MBR-1'});
const connecting = mxMessage('connect/stepChange', {previous: 'enterCreds', current: 'connecting'});
const start = [mxMessage('load'), mxMessage('connect/loaded', {initial_step: 'enterCreds'})];

describe('an abort of MX Connect', () => {
  const cases: [string, Record<string, unknown>[], string | undefined][] = [
    ['at once, for a denied member, has no error', [memberError], undefined],
    ['at once, for a member with invalid data, has no error', [invalidData], undefined],
    ['after a right password has no error', [memberError, submitted, connecting], undefined],
    ['after a wrong password has its error', [memberError, submitted, connecting, memberError], '2'],
    [
      'after a wrong and a right password has no error',
      [submitted, connecting, memberError, submitted, connecting],
      undefined,
    ],
    [
      'after a retry that fails has its error',
      [memberError, mxMessage('connect/memberError/primaryAction'), connecting, memberError],
      '2',
    ],
    ['after a wrong code has its error', [mxMessage('connect/submitMFA'), invalidData], '2005'],
    [
      'after a refusal at the bank has its error',
      [mxMessage('connect/oauthRequested'), mxMessage('connect/oauthError', {error_reason: 'DENIED'})],
      'DENIED',
    ],
    [
      'after a refusal at the bank and another way there has no error',
      [
        mxMessage('connect/oauthRequested'),
        mxMessage('connect/oauthError', {error_reason: 'DENIED'}),
        mxMessage('connect/oauthRequested'),
      ],
      undefined,
    ],
  ];
  for (const [name, messages, code] of cases) {
    it(name, async () => {
      const {element, post, exit, events} = await openMx();
      await post(...start, ...messages);
      part(element, 'close')!.click();
      await exit;
      const {reason, error} = events.one('exited-aborted');
      expect(reason).to.equal('closed');
      expect(error?.vendor?.code).to.equal(code);
      expect(error?.code).to.equal(code && 'widget-error');
    });
  }

  it('by a deletion of the connection has no error of the state before', async () => {
    const {post, exit, events} = await openMx();
    await post(...start, memberError, mxMessage('connect/memberDeleted', {member_guid: 'MBR-1'}));
    await exit;
    expect(events.one('exited-aborted')).to.include({reason: 'removed'}).and.not.have.property('error');
  });

  it('does not precede a success', async () => {
    const {post, exit} = await openMx();
    await post(memberError, submitted, connected, mxMessage('connect/connected/primaryAction'));
    expect((await exit).type).to.equal('successful');
  });
});

describe('an abort of Plaid Link', () => {
  const abortAfter = async (event: string | undefined, code: string, status?: string) => {
    const {link, exit, events} = await openPlaid();
    if (event) link.config.onEvent!(event, {});
    link.config.onExit!(linkError('ITEM_ERROR', code), exitMetadata(status));
    await exit;
    return events.one('exited-aborted').error?.vendor?.code;
  };

  it('without an action has no error', async () => {
    expect(await abortAfter(undefined, 'ITEM_LOGIN_REQUIRED')).to.equal(undefined);
    expect(await abortAfter('OPEN', 'INVALID_CREDENTIALS')).to.equal(undefined);
  });

  it('after a wrong password has its error', async () => {
    expect(await abortAfter('SUBMIT_CREDENTIALS', 'INVALID_CREDENTIALS')).to.equal('INVALID_CREDENTIALS');
    expect(await abortAfter(undefined, 'INVALID_MFA', 'requires_code')).to.equal('INVALID_MFA');
  });

  it('after an action has no error of the item before the repair', async () => {
    expect(await abortAfter('SUBMIT_CREDENTIALS', 'ITEM_LOGIN_REQUIRED', 'requires_code')).to.equal(undefined);
  });

  it('has its error when the events follow the exit', async () => {
    const {link, exit, events} = await openPlaid();
    link.config.onExit!(linkError('ITEM_ERROR', 'INVALID_CREDENTIALS'), exitMetadata());
    link.config.onEvent!('SUBMIT_CREDENTIALS', {});
    await exit;
    expect(events.one('exited-aborted').error?.vendor?.code).to.equal('INVALID_CREDENTIALS');
  });
});

describe('a dead token of Plaid Link', () => {
  it('is not replaced after the person has typed', async () => {
    const {link, exit} = await openPlaid();
    link.config.onEvent!('SUBMIT_CREDENTIALS', {});
    link.config.onExit!(linkError('INVALID_INPUT', 'INVALID_LINK_TOKEN'), exitMetadata());
    expect(await exit).to.have.nested.property('detail.error.code', 'token-expired');
    expect(links).to.have.length(1);
  });
});

describe('an abort of Meld', () => {
  it('has an error of the widget until the widget starts again', async () => {
    const errorAfter = async (...messages: Record<string, unknown>[]) => {
      const {element, post, exit, events} = await openMeld();
      await post(...messages);
      element.close();
      await exit;
      return events.one('exited-aborted').error?.vendor?.code;
    };
    const error = meldMessage('error', {reason: 'down'});
    expect(await errorAfter(meldMessage('init'), error)).to.equal('down');
    expect(await errorAfter(error)).to.equal('down');
    expect(await errorAfter(error, meldMessage('init'))).to.equal(undefined);
  });
});

describe('an abort of the second widget of an attempt', () => {
  it('has no error of the first, whose token was dead', async () => {
    let count = 0;
    const open = (context: WidgetContext): Promise<WidgetOutcome> => {
      const error = {code: 'token-expired', message: 'of the first widget'} as const;
      if (count++) return Promise.resolve({type: 'aborted', reason: 'cancelled'});
      context.reportError(error);
      return Promise.resolve({type: 'dead-token', error});
    };
    registerProvider('dead-first', {
      displays: ['modal'],
      origins: [],
      load: () => ({widget: {read: () => ({life: 60}), open}}),
      loadHealth: () => Promise.reject(new Error('Not needed')),
    });
    const element = await create({'connection-id': 'conn_1', provider: 'dead-first'}, {fetchToken: () => ({})});
    const {type, detail} = await element.open();
    expect([type, count]).to.deep.equal(['aborted', 2]);
    expect(detail).to.not.have.property('error');
  });
});
