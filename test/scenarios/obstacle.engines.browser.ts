import {leftBehind} from '../helpers/left-behind.js';
import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';
import {warningsOf} from '../helpers/console.js';
import {record} from '../helpers/events.js';
import {make, track} from '../helpers/fixture.js';
import {installPlaid, links, nextLink, plaidAttributes} from '../helpers/plaid-page.js';
import {installQuiltt, quilttAnswer, reconnects} from '../helpers/quiltt-page.js';
import {until} from '../helpers/until.js';

installPlaid();
installQuiltt();

const answers: Record<string, Record<string, unknown>> = {
  plaid: {linkToken: 'link-sandbox-secret'},
  quiltt: quilttAnswer,
};

const makeTag = (provider: string): BankReconnectElement =>
  make({...plaidAttributes, provider}, {fetchToken: () => ({provider, ...answers[provider]})});

function createDialog(parent: Node = document.body): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.id = 'settings';
  return track(dialog, parent);
}

/** What makes a page's body unusable. Each adds the tag, and returns a word that names the obstacle. */
const obstacles: Record<string, (tag: Element) => string> = {
  'a modal dialog around the tag'(tag) {
    const dialog = createDialog();
    track(tag, dialog);
    dialog.showModal();
    return '<dialog id="settings">';
  },
  "a modal dialog in a component's shadow root, with the tag in its slot"(tag) {
    const component = track(document.createElement('div'));
    const dialog = createDialog(component.attachShadow({mode: 'open'}));
    dialog.append(document.createElement('slot'));
    track(tag, component);
    dialog.showModal();
    return '<dialog id="settings">';
  },
  'a modal dialog elsewhere in the page'(tag) {
    track(tag);
    createDialog().showModal();
    return '<dialog id="settings">';
  },
  'a modal dialog in another shadow root'(tag) {
    track(tag);
    const dialog = createDialog(track(document.createElement('div')).attachShadow({mode: 'open'}));
    dialog.append(document.createElement('button'));
    dialog.showModal();
    return '<dialog id="settings">';
  },
  'an inert body'(tag) {
    track(tag);
    document.body.inert = true;
    return 'inert of <body>';
  },
  'an element in full screen'(tag) {
    const player = track(document.createElement('div'));
    player.id = 'player';
    track(tag, player);
    Object.defineProperty(document, 'fullscreenElement', {value: player, configurable: true});
    return 'full screen of <div id="player">';
  },
};

afterEach(() => {
  document.body.inert = false;
  Reflect.deleteProperty(document, 'fullscreenElement');
});

describe("a vendor's overlay, which opens in the body", () => {
  for (const provider of ['plaid', 'quiltt']) {
    for (const [name, obstruct] of Object.entries(obstacles)) {
      it(`(${provider}) is not opened under ${name}, and the page and its developer are told`, async () => {
        const tag = makeTag(provider);
        const word = obstruct(tag);
        await tag.updateComplete;
        const before = leftBehind(tag);
        const events = record(tag);
        const warnings = await warningsOf(() => tag.open());
        const {error} = events.one('exited-errored');
        expect([error.code, error.retryable]).to.deep.equal(['invalid-configuration', false]);
        expect(error.message).to.contain(word);
        expect(warnings.filter(text => text.includes(word) && text.includes('Where the tag stands'))).to.have.length(1);
        expect(events.of('widget-opened')).to.have.length(0);
        expect(links.length + reconnects.length).to.equal(0);
        expect(tag.state).to.equal('idle');
        expect(leftBehind(tag)).to.deep.equal(before);
      });
    }
  }

  it('is opened in a popover, in a dialog that is not modal, and after the modal dialog has been closed', async () => {
    const dialog = createDialog();
    const tag = track(makeTag('plaid'), dialog);
    await tag.updateComplete;
    const open = async () => {
      const next = nextLink();
      void tag.open();
      await next;
      tag.close();
    };
    dialog.showModal();
    await warningsOf(() => tag.open());
    expect(links).to.have.length(0);
    dialog.close();
    dialog.show();
    await open();
    dialog.close();
    if ('showPopover' in dialog) {
      dialog.popover = 'manual';
      dialog.showPopover();
      await open();
    }
    expect(links.length).to.be.at.least(1);
  });
});

describe('an element in full screen that contains the body', () => {
  it('is no obstacle', async () => {
    Object.defineProperty(document, 'fullscreenElement', {value: document.documentElement, configurable: true});
    const tag = track(makeTag('plaid'));
    await tag.updateComplete;
    void tag.open();
    await until(() => links[0], 'Plaid.create');
    tag.close();
  });
});
