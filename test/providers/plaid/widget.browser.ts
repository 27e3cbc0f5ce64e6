import {expect} from '@open-wc/testing';
import type {CompletionRequest, ErrorCode} from '../../../src/index.js';
import {
  createPlaid,
  exitMetadata,
  installPlaid,
  linkError,
  links,
  nextLink,
  openPlaid,
  successMetadata,
} from '../../helpers/plaid-page.js';

installPlaid();

const taskLater = () => new Promise(resolve => setTimeout(resolve, 20));

describe('Plaid Link', () => {
  it('is created with the token, opened once, and shown outside the element', async () => {
    const {element, events, link} = await openPlaid();
    expect(link.config.token).to.equal('link-sandbox-secret');
    expect(link.config).to.not.have.property('receivedRedirectUri');
    expect(link.calls).to.deep.equal(['open']);
    expect(element.state).to.equal('opening');
    expect(events.one('widget-opened').display).to.equal('modal');
    expect(element.shadowRoot!.querySelector('dialog, iframe')).to.equal(null);
  });

  it('changes the state to open on onLoad, and dispatches widget-loaded once', async () => {
    const {element, events, link} = await openPlaid();
    link.config.onLoad!();
    link.config.onLoad!();
    expect(element.state).to.equal('open');
    expect(events.of('widget-loaded')).to.have.length(1);
  });

  it('is destroyed after a success, and its complete result is sent to the backend', async () => {
    const requests: CompletionRequest[] = [];
    const {link, exit, events} = await openPlaid({}, {completeRepair: request => void requests.push(request)});
    link.config.onSuccess('public-secret', successMetadata);
    expect((await exit).type).to.equal('successful');
    expect(link.calls).to.deep.equal(['open', 'destroy']);
    expect(requests[0]!.result).to.deep.equal({publicToken: 'public-secret', metadata: successMetadata});
    const details = JSON.stringify(events.all.map(({detail}) => detail as unknown));
    expect(details).to.not.match(/public-secret|link-sandbox-secret/);
  });

  it('passes the institution and the accounts to the exit event', async () => {
    const {link, exit, events} = await openPlaid();
    link.config.onSuccess('public', successMetadata);
    await exit;
    const {institution, accounts} = events.one('exited-successful');
    expect(institution).to.deep.equal({id: 'ins_1', name: 'Meridian'});
    expect(accounts).to.deep.equal([
      {id: 'acc_1', name: 'Checking', mask: '4821', type: 'depository', subtype: 'checking'},
    ]);
  });

  it('accepts a success without metadata', async () => {
    const {link, exit} = await openPlaid();
    link.config.onSuccess(null, null);
    expect((await exit).type).to.equal('successful');
  });

  it('aborts with the reason cancelled on an exit without an error', async () => {
    const {link, exit} = await openPlaid();
    link.config.onExit!(null, exitMetadata());
    const {type, detail} = await exit;
    expect(type).to.equal('aborted');
    expect(detail).to.include({reason: 'cancelled'});
    expect(link.calls).to.deep.equal(['open', 'destroy']);
  });

  it('aborts on an exit without metadata', async () => {
    const {link, exit} = await openPlaid();
    link.config.onExit!(null, null);
    expect((await exit).type).to.equal('aborted');
  });

  for (const code of ['INVALID_CREDENTIALS', 'INVALID_MFA', 'ITEM_LOCKED']) {
    it(`aborts with the error on an exit with ${code}`, async () => {
      const {link, exit} = await openPlaid();
      link.config.onEvent!('SUBMIT_CREDENTIALS', {});
      link.config.onExit!(linkError('ITEM_ERROR', code), exitMetadata());
      const {type, detail} = await exit;
      expect(type).to.equal('aborted');
      expect(detail).to.have.nested.property('error.vendor.code', code);
      expect(JSON.stringify(detail)).to.not.contain('secret');
    });
  }

  const fatal: [string, string, ErrorCode][] = [
    ['INSTITUTION_ERROR', 'INSTITUTION_DOWN', 'institution-unavailable'],
    ['ITEM_ERROR', 'ITEM_NOT_FOUND', 'connection-not-found'],
    ['RATE_LIMIT_EXCEEDED', 'RATE_LIMIT', 'rate-limited'],
    ['API_ERROR', 'INTERNAL_SERVER_ERROR', 'widget-error'],
  ];
  for (const [type, code, expected] of fatal) {
    it(`fails with ${expected} on an exit with ${code}`, async () => {
      const {link, exit, events} = await openPlaid();
      link.config.onExit!(linkError(type, code), exitMetadata());
      expect((await exit).type).to.equal('errored');
      const {error} = events.one('exited-errored');
      expect(error.code).to.equal(expected);
      expect(error.vendor).to.include({code, type, requestId: 'request_1'});
      expect(JSON.stringify(error)).to.not.contain('secret');
    });
  }

  const orders: Record<string, ((config: (typeof links)[0]['config']) => void)[]> = {
    'success twice': [c => c.onSuccess('a', successMetadata), c => c.onSuccess('b', successMetadata)],
    'success, then exit': [c => c.onSuccess('a', successMetadata), c => c.onExit!(null, exitMetadata(null))],
    'success, then exit with an error': [
      c => c.onSuccess('a', successMetadata),
      c => c.onExit!(linkError('API_ERROR', 'X'), exitMetadata()),
    ],
    'exit twice': [c => c.onExit!(null, exitMetadata()), c => c.onExit!(null, exitMetadata())],
    'exit, then success': [c => c.onExit!(null, exitMetadata()), c => c.onSuccess('a', successMetadata)],
  };
  for (const [what, callbacks] of Object.entries(orders)) {
    it(`dispatches one exit event, for the first callback, and is destroyed once: ${what}`, async () => {
      const {link, exit, events} = await openPlaid();
      for (const callback of callbacks) callback(link.config);
      const {type} = await exit;
      for (const callback of callbacks) callback(link.config);
      link.config.onLoad!();
      link.config.onEvent!('EXIT', {});
      await taskLater();
      expect(type).to.equal(what.startsWith('success') ? 'successful' : 'aborted');
      expect(events.exits()).to.have.length(1);
      expect(events.all.at(-1)!.type).to.match(/^exited-/);
      expect(link.calls.filter(call => call === 'destroy')).to.have.length(1);
    });
  }

  it('dispatches an event that follows onSuccess before the exit event, with allowed fields only', async () => {
    const {link, exit, events} = await openPlaid();
    const metadata = {
      institution_id: 'ins_1',
      view_name: 'CREDENTIAL',
      routing_number: '021000021',
      account_number_mask: '6789',
      institution_search_query: 'my bank',
      selection: 'mine',
      match_reason: 'why',
      error_message: 'free text',
      link_session_id: 'session_1',
      unknown_field: 'new',
    };
    link.config.onSuccess('public', successMetadata);
    link.config.onEvent!('TRANSITION_VIEW', metadata);
    await exit;
    const {name, data} = events.one('widget-event');
    expect(name).to.equal('TRANSITION_VIEW');
    expect(data).to.include({institution_id: 'ins_1', view_name: 'CREDENTIAL'});
    expect(JSON.stringify(data)).to.not.match(/021000021|6789|my bank|mine|why|free text|new/);
    expect(events.all.at(-1)!.type).to.equal('exited-successful');
  });

  it('is destroyed by close()', async () => {
    const {element, link, exit} = await openPlaid();
    element.close();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
    expect(link.calls).to.deep.equal(['open', 'destroy']);
  });

  it('exits although its clean-up throws an error', async () => {
    const {element, link, exit, events} = await openPlaid();
    link.calls.push = (...calls) => {
      if (calls.includes('destroy')) throw new Error('of the vendor');
      return calls.length;
    };
    element.close();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
    expect(events.exits()).to.have.length(1);
    expect(element.state).to.equal('idle');
  });

  it('dispatches one exit event if close() follows a callback', async () => {
    const {element, link, exit, events} = await openPlaid();
    link.config.onExit!(null, exitMetadata());
    element.close();
    await exit;
    await taskLater();
    expect(events.exits()).to.have.length(1);
  });

  it('fails with invalid-configuration with the display inline', async () => {
    const element = await createPlaid({display: 'inline'});
    expect(await element.open()).to.have.nested.property('detail.error.code', 'invalid-configuration');
    expect(links).to.have.length(0);
  });

  it('is created after an attempt that failed with invalid-token', async () => {
    const element = await createPlaid({}, {fetchToken: () => ({linkToken: 'x'})});
    const create = Reflect.get(window, 'Plaid') as {create: unknown};
    expect(Object.isFrozen(create)).to.equal(true);
    element.fetchToken = () => ({linkToken: {not: 'a text'}});
    expect(await element.open()).to.have.nested.property('detail.error.code', 'invalid-token');
    element.fetchToken = () => ({linkToken: 'x'});
    const next = nextLink();
    void element.open();
    expect((await next).config.token).to.equal('x');
  });
});
