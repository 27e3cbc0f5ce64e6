import {expect} from '@open-wc/testing';
import {record} from '../../helpers/events.js';
import {create} from '../../helpers/fixture.js';
import {config} from '../../helpers/test-config.js';

const SCRIPT = `${config.sandbox.url}/quiltt/v1/connector.js`;

describe("a page's own tag for Quiltt's script", () => {
  it('is used while it is still loading, although its query tells who has put it there', async () => {
    const tag = document.createElement('script');
    tag.src = `${SCRIPT}?agent=page`;
    document.head.append(tag);
    const element = await create(
      {'connection-id': 'conn_q', provider: 'quiltt', 'sandbox-url': config.sandbox.url},
      {fetchToken: () => ({connectorId: 'connectorsandbox', sessionToken: 'no-session'})},
    );
    const events = record(element);
    const exit = element.open();
    await events.next('widget-loaded');
    expect([...document.scripts].filter(({src}) => src.includes('/connector.js'))).to.deep.equal([tag]);

    const tokens: unknown[] = [];
    Object.assign(Reflect.get(window, 'Quiltt') as object, {authenticate: (token: unknown) => tokens.push(token)});
    element.close();
    await exit;
    expect(tokens, 'who is signed in there is the business of the page').to.deep.equal([]);
  });
});
