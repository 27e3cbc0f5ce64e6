import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {shorten} from '../helpers/fixture.js';
import {createMx, mxMessage, openMx} from '../helpers/mx-page.js';
import {keyOf, leave, stored} from '../helpers/return-page.js';

afterEach(() => sessionStorage.clear());

describe("a bank's window that MX's widget has opened", () => {
  it('stores the repair without a token, until the exit', async () => {
    const {post, element} = await openMx();
    expect(stored()).to.deep.equal({});
    await post(mxMessage('connect/oauthRequested', {member_guid: 'MBR-1', url: 'https://bank.example/secret'}));
    const text = stored()[keyOf('conn_m')]!;
    expect(JSON.parse(text)).to.include({connectionId: 'conn_m', widget: 'mx', display: 'modal'});
    expect(text).to.not.match(/token|secret/);
    element.close();
    expect(stored()).to.deep.equal({});
  });

  it('ends the repair as returned on a page that the browser has discarded, and confirms it by the status', async () => {
    shorten({poll: 5});
    leave({connectionId: 'conn_m', provider: 'mx', widget: 'mx', display: 'modal'});
    const events = record();
    await createMx({}, {fetchStatus: () => ({provider: 'mx', status: 'CONNECTED', statusReason: null})});
    expect((await events.next('exited-aborted')).reason).to.equal('returned');
    await events.next('repair-confirmed');
    expect(events.of('repair-requested')).to.have.length(0);
    expect(stored()).to.deep.equal({});
  });
});
