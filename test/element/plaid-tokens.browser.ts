import {expect} from '@open-wc/testing';
import {inState} from '../helpers/events.js';
import {part, shorten, textOf} from '../helpers/fixture.js';
import {
  exitMetadata,
  installPlaid,
  linkError,
  links,
  nextLink,
  openPlaid,
  successMetadata,
} from '../helpers/plaid-page.js';
import {until} from '../helpers/until.js';

installPlaid();

const taskLater = () => new Promise(resolve => setTimeout(resolve, 20));

describe("a vendor's answer that is passed through", () => {
  it('of /link/token/create opens Link', async () => {
    const fetchToken = () => ({link_token: 'passed', expiration: '2099-01-01T00:00:00Z', request_id: 'r'});
    const {link} = await openPlaid({}, {fetchToken});
    expect(link.config.token).to.equal('passed');
  });
});

describe('a dead link token', () => {
  const dead = linkError('INVALID_INPUT', 'INVALID_LINK_TOKEN');

  it('is followed by a fresh one, once and silently, in the same repair', async () => {
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
    link.config.onExit!(dead, exitMetadata(null));
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

  it('a second time is token-expired', async () => {
    const {link, exit} = await openPlaid();
    const next = nextLink();
    link.config.onExit!(dead, exitMetadata(null));
    (await next).config.onExit!(dead, exitMetadata(null));
    expect(await exit).to.have.nested.property('detail.error.code', 'token-expired');
  });

  it('is the end when a SUBMIT event shows that the person had typed, even one that comes after the callback', async () => {
    const {link, exit} = await openPlaid();
    link.config.onExit!(dead, exitMetadata());
    link.config.onEvent!('SUBMIT_CREDENTIALS', {});
    const {type, detail} = await exit;
    expect(type).to.equal('errored');
    expect(detail).to.have.nested.property('error.code', 'token-expired');
    expect(links).to.have.length(1);
  });

  it('is the end when the status of the exit is beyond the credentials', async () => {
    const {link, exit} = await openPlaid();
    link.config.onExit!(dead, exitMetadata('requires_code'));
    expect((await exit).type).to.equal('errored');
    expect(links).to.have.length(1);
  });

  it('goes from open to requesting, too', async () => {
    const {link, element, events} = await openPlaid();
    link.config.onLoad!();
    await inState(element, 'open');
    const next = nextLink();
    link.config.onExit!(dead, exitMetadata(null));
    await next;
    expect(events.story()).to.include('open→requesting');
  });

  it('does not bring up another Link once the repair was closed', async () => {
    const {link, element, exit} = await openPlaid();
    link.config.onExit!(dead, exitMetadata(null));
    element.close();
    await exit;
    await taskLater();
    expect(links).to.have.length(1);
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
  });

  it('is not replaced when close() is called on the change of state to requesting', async () => {
    let tokens = 0;
    const {link, element, exit} = await openPlaid({}, {fetchToken: () => ({linkToken: `token-${++tokens}`})});
    element.addEventListener('repair-state-changed', ({detail}) => {
      if (detail.newState === 'requesting') element.close();
    });
    link.config.onExit!(dead, exitMetadata(null));
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
    await taskLater();
    expect(tokens).to.equal(1);
    expect(links).to.have.length(1);
  });
});

describe('moving an element with Link', () => {
  it('lets Link go on to its one exit', async () => {
    const {element, events, link, exit} = await openPlaid();
    document.body.prepend(element);
    await taskLater();
    expect(link.calls).to.deep.equal(['open']);
    link.config.onSuccess('public', successMetadata);
    expect((await exit).type).to.equal('successful');
    expect(events.exits()).to.have.length(1);
  });

  it('removing it takes Link away, silently', async () => {
    const {element, events, link, exit} = await openPlaid();
    element.remove();
    expect((await exit).type).to.equal('removed');
    expect(link.calls).to.deep.equal(['open', 'destroy']);
    expect(events.exits()).to.have.length(0);
  });
});

describe('a slow Link', () => {
  it('is said to be slow, is not killed, and is slow no longer once it has loaded', async () => {
    shorten({slow: 20});
    const {element, link} = await openPlaid();
    await until(() => part(element, 'retry'), 'Try again');
    expect(link.calls).to.deep.equal(['open']);
    link.config.onLoad!();
    await element.updateComplete;
    expect(element.state).to.equal('open');
    expect(part(element, 'retry')).to.equal(undefined);
  });

  it('shows the person what is said and both ways out, also where the page draws for itself', async () => {
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
