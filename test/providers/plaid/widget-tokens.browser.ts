import {expect} from '@open-wc/testing';
import {inState} from '../../helpers/events.js';
import {part, shorten, textOf} from '../../helpers/fixture.js';
import {
  exitMetadata,
  installPlaid,
  linkError,
  links,
  nextLink,
  openPlaid,
  successMetadata,
} from '../../helpers/plaid-page.js';
import {until} from '../../helpers/until.js';

installPlaid();

const taskLater = () => new Promise(resolve => setTimeout(resolve, 20));

describe("a vendor's answer that is passed through", () => {
  it('of /link/token/create opens Link', async () => {
    const fetchToken = () => ({link_token: 'passed', expiration: '2099-01-01T00:00:00Z', request_id: 'r'});
    const {link} = await openPlaid({}, {fetchToken});
    expect(link.config.token).to.equal('passed');
  });
});

describe('an invalid link token', () => {
  const invalid = linkError('INVALID_INPUT', 'INVALID_LINK_TOKEN');

  it('is replaced once in the same repair, without an exit event', async () => {
    const ids: string[] = [];
    const {link, element, events, exit} = await openPlaid(
      {},
      {
        fetchToken: ({repairId}) => {
          ids.push(repairId);
          return {linkToken: `token-${ids.length}`};
        },
      },
    );
    const next = nextLink();
    link.config.onExit!(invalid, exitMetadata(null));
    const fresh = await next;
    expect(fresh.config.token).to.equal('token-2');
    expect(link.calls).to.include('destroy');
    expect(events.exits()).to.have.length(0);
    expect(new Set(ids).size).to.equal(1);
    fresh.config.onSuccess('public', successMetadata);
    expect((await exit).type).to.equal('successful');
    expect(events.exits()).to.have.length(1);
    expect(element.state).to.equal('idle');
  });

  it('fails with token-expired the second time', async () => {
    const {link, exit} = await openPlaid();
    const next = nextLink();
    link.config.onExit!(invalid, exitMetadata(null));
    (await next).config.onExit!(invalid, exitMetadata(null));
    expect(await exit).to.have.nested.property('detail.error.code', 'token-expired');
  });

  it('fails with token-expired if there is a SUBMIT event, even after the callback', async () => {
    const {link, exit} = await openPlaid();
    link.config.onExit!(invalid, exitMetadata());
    link.config.onEvent!('SUBMIT_CREDENTIALS', {});
    const {type, detail} = await exit;
    expect(type).to.equal('errored');
    expect(detail).to.have.nested.property('error.code', 'token-expired');
    expect(links).to.have.length(1);
  });

  it('fails if the status of the exit is beyond the credentials', async () => {
    const {link, exit} = await openPlaid();
    link.config.onExit!(invalid, exitMetadata('requires_code'));
    expect((await exit).type).to.equal('errored');
    expect(links).to.have.length(1);
  });

  it('changes the state from open to requesting', async () => {
    const {link, element, events} = await openPlaid();
    link.config.onLoad!();
    await inState(element, 'open');
    const next = nextLink();
    link.config.onExit!(invalid, exitMetadata(null));
    await next;
    expect(events.sequence()).to.include('open→requesting');
  });

  it('does not create another Link after close()', async () => {
    const {link, element, exit} = await openPlaid();
    link.config.onExit!(invalid, exitMetadata(null));
    element.close();
    await exit;
    await taskLater();
    expect(links).to.have.length(1);
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
  });

  it('is not replaced if close() is called on the state change to requesting', async () => {
    let tokens = 0;
    const {link, element, exit} = await openPlaid({}, {fetchToken: () => ({linkToken: `token-${++tokens}`})});
    element.addEventListener('repair-state-changed', ({detail}) => {
      if (detail.newState === 'requesting') element.close();
    });
    link.config.onExit!(invalid, exitMetadata(null));
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
    await taskLater();
    expect(tokens).to.equal(1);
    expect(links).to.have.length(1);
  });
});

describe('an element with an open Link', () => {
  it('keeps Link open when it is moved, until its one exit', async () => {
    const {element, events, link, exit} = await openPlaid();
    document.body.prepend(element);
    await taskLater();
    expect(link.calls).to.deep.equal(['open']);
    link.config.onSuccess('public', successMetadata);
    expect((await exit).type).to.equal('successful');
    expect(events.exits()).to.have.length(1);
  });

  it('destroys Link without an exit event when it is removed', async () => {
    const {element, events, link, exit} = await openPlaid();
    element.remove();
    expect((await exit).type).to.equal('removed');
    expect(link.calls).to.deep.equal(['open', 'destroy']);
    expect(events.exits()).to.have.length(0);
  });
});

describe('a slow Link', () => {
  it('shows "Try again" until it has loaded, and is not closed', async () => {
    shorten({slow: 20});
    const {element, link} = await openPlaid();
    await until(() => part(element, 'retry'), 'Try again');
    expect(link.calls).to.deep.equal(['open']);
    link.config.onLoad!();
    await element.updateComplete;
    expect(element.state).to.equal('open');
    expect(part(element, 'retry')).to.equal(undefined);
  });

  it('shows the message and both buttons with appearance none', async () => {
    shorten({slow: 20});
    const {element} = await openPlaid({appearance: 'none'});
    await until(() => part(element, 'retry'), 'Try again');
    const message = part(element, 'message')!;
    expect(textOf(message)).to.contain('longer than usual');
    expect(getComputedStyle(message).clipPath).to.equal('none');
    for (const name of ['message', 'retry', 'cancel']) {
      const {width, height} = part(element, name)!.getBoundingClientRect();
      expect(Math.min(width, height), name).to.be.at.least(10);
    }
  });
});
