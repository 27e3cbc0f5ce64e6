import {expect} from '@open-wc/testing';
import {record} from '../../helpers/events.js';
import {create} from '../../helpers/fixture.js';
import {config} from '../../helpers/test-config.js';

const SCRIPT = `${config.sandbox.url}/quiltt/v1/connector.js`;

describe("a page's own script element for Quiltt's script", () => {
  it('is awaited while it loads, also with a query in its URL', async () => {
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
    expect(tokens, 'the session of the page is not changed').to.deep.equal([]);
  });
});
