import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../../src/index.js';
import {record} from '../../helpers/events.js';
import {create} from '../../helpers/fixture.js';
import {config} from '../../helpers/test-config.js';

const SCRIPT = '/quiltt/v1/connector.js';

/** With this invalid token the sandbox's Connector shows a login, without a call to an API. */
const answer = {connectorId: 'connectorsandbox', sessionToken: 'no-session', providerConnectionId: 'conn_x'};

const createQuiltt = (properties: Partial<BankReconnectElement> = {}, sandboxUrl = config.sandbox.url) =>
  create(
    {'connection-id': 'conn_q', provider: 'quiltt', 'sandbox-url': sandboxUrl},
    {fetchToken: () => answer, ...properties},
  );

const tags = () => [...document.scripts].filter(({src}) => new URL(src, location.href).pathname === SCRIPT);
const overlay = () => document.querySelector('.quiltt--frame-modal-wrapper');

/** Records the tokens that the script receives. */
function listenForTokens(): (string | null)[] {
  const tokens: (string | null)[] = [];
  const quiltt = Reflect.get(window, 'Quiltt') as {authenticate(token: string | null): void};
  const {authenticate} = quiltt;
  Object.assign(quiltt, {
    authenticate(token: string | null) {
      tokens.push(token);
      authenticate(token);
    },
  });
  return tokens;
}

async function openAndClose(): Promise<void> {
  const element = await createQuiltt();
  const events = record(element);
  const exit = element.open();
  await events.next('widget-loaded');
  expect(overlay()).to.not.equal(null);
  element.close();
  expect((await exit).type).to.equal('aborted');
  expect(overlay()).to.equal(null);
}

// The failures come first, because a page can load Quiltt's script only once.
describe("Quiltt's script", () => {
  it('that cannot be loaded fails with script-blocked and leaves no script element', async () => {
    const element = await createQuiltt({}, config.origins.loopback);
    const exit = await element.open();
    expect(exit).to.have.nested.property('detail.error.code', 'script-blocked');
    expect(exit).to.have.nested.property('detail.error.retryable', true);
    expect(tags()).to.have.length(0);
  });

  it('is not confused with an element with the id Quiltt', async () => {
    const impostor = document.createElement('div');
    impostor.id = 'Quiltt';
    document.body.append(impostor);
    const element = await createQuiltt({}, config.origins.loopback);
    expect(await element.open()).to.have.nested.property('detail.error.code', 'script-blocked');
    impostor.remove();
  });

  it('is loaded once for any number of repairs, and its token is cleared after each', async () => {
    await openAndClose();
    const tokens = listenForTokens();
    await openAndClose();
    await openAndClose();
    expect(tags()).to.have.length(1);
    expect(tags()[0]!.src).to.equal(`${config.sandbox.url}${SCRIPT}`);
    expect(tokens).to.deep.equal(['no-session', null, 'no-session', null]);
  });
});
