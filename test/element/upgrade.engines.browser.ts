import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';

describe('an element that exists before its tag is defined', () => {
  const element = document.createElement('bank-reconnect');
  const requested: string[] = [];

  before(async () => {
    expect(customElements.get('bank-reconnect')).to.equal(undefined);
    element.setAttribute('provider', 'meld');
    element.setAttribute('institution-name', 'from the attribute');
    Object.assign(element, {
      connectionId: 'conn_early',
      institutionName: 'First Harbor',
      disabled: true,
      display: 'inline',
      strings: {reconnect: 'Repair {institution}'},
      widgetOrigins: ['https://widgets.example'],
      headers: {'x-csrf': 'a'},
      fetchToken: ({connectionId}: {connectionId: string}) => {
        requested.push(connectionId);
        return {status: 'CONTINUE'};
      },
      completeRepair: () => undefined,
      fetchStatus: () => ({provider: 'meld', status: 'ACTIVE'}),
    } satisfies Partial<BankReconnectElement>);
    document.body.append(element);
    await import('../../src/index.js');
    await element.updateComplete;
  });

  after(() => element.remove());

  it('keeps every property, which takes precedence over an attribute', () => {
    expect(element.connectionId).to.equal('conn_early');
    expect(element.institutionName).to.equal('First Harbor');
    expect(element.provider).to.equal('meld');
    expect(element.disabled).to.equal(true);
    expect(element.display).to.equal('inline');
    expect(element.widgetOrigins).to.deep.equal(['https://widgets.example']);
    expect(element.headers).to.deep.equal({'x-csrf': 'a'});
  });

  it('renders with the properties', () => {
    const button = element.shadowRoot!.querySelector<HTMLButtonElement>("[part~='button']")!;
    expect(button.textContent).to.contain('Repair First Harbor');
    expect(button.disabled).to.equal(true);
  });

  it('renders again when a property changes', async () => {
    element.institutionName = 'Meridian';
    await element.updateComplete;
    expect(element.shadowRoot!.querySelector("[part~='button']")!.textContent).to.contain('Repair Meridian');
  });

  it('calls the functions that were set', async () => {
    const {type, detail} = await element.open();
    expect(type).to.equal('successful');
    expect(detail.connectionId).to.equal('conn_early');
    expect(requested).to.deep.equal(['conn_early']);
  });

  it('is not defined a second time by a second copy of the script', async () => {
    const defined = customElements.get('bank-reconnect');
    await import(`../../src/index.ts?copy=${Date.now()}`);
    expect(customElements.get('bank-reconnect')).to.equal(defined);
  });
});
