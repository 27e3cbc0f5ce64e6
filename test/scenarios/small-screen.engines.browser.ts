import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import {createMeld} from '../helpers/meld-page.js';
import {shorten, track} from '../helpers/fixture.js';
import {shownDialog} from '../helpers/shown-dialog.js';
import {until} from '../helpers/until.js';

const NAMES = {
  'of many words': 'Volksbank Raiffeisenbank Bayern Mitte Kreditgenossenschaft und Sparkassenverband eG',
  'of one word': 'Donaudampfschifffahrtsgesellschaftskapitänsbankenverbandsgenossenschaft',
};

afterEach(() => setViewport({width: 800, height: 700}));

/** The edges of a node, and whether its contents are cut off at a side. */
const isCutOff = (node: Element) => node.scrollWidth > node.clientWidth;

describe('a long name of a bank at a width of 320 px', () => {
  for (const [kind, name] of Object.entries(NAMES)) {
    for (const dir of ['ltr', 'rtl']) {
      it(`(${kind}, ${dir}) wraps in the dialog, whose close button and frame stay visible`, async () => {
        await setViewport({width: 320, height: 568});
        const element = await createMeld({'institution-name': name, dir});
        expect(element.scrollWidth).to.be.at.most(innerWidth);
        void element.open();
        const {dialog, frame, closeButton} = await shownDialog();
        const header = dialog.querySelector('header')!;
        expect([dialog, header].filter(isCutOff)).to.have.length(0);
        for (const node of [frame, closeButton]) {
          const {left, right, top, bottom} = node.getBoundingClientRect();
          expect(left).to.be.at.least(0);
          expect(right).to.be.at.most(innerWidth);
          expect(top).to.be.at.least(0);
          expect(bottom).to.be.at.most(innerHeight);
        }
        expect(closeButton.getBoundingClientRect().width).to.be.at.least(24);
        expect(frame.clientHeight).to.be.greaterThan(200);
      });
    }
  }
});

describe('a zoom of 400 %', () => {
  it('leaves room for the frame, also beside the notice of a slow widget', async () => {
    shorten({slow: 20});
    // A window of 1280 × 1024 at 400 %.
    await setViewport({width: 320, height: 256});
    const element = await createMeld();
    void element.open();
    const {dialog, frame} = await shownDialog();
    const retry = await until(() => dialog.querySelector('[part=retry]'), 'Try again');
    expect(frame.clientHeight).to.be.at.least(120);
    retry.scrollIntoView();
    const {top, bottom} = retry.getBoundingClientRect();
    expect(top).to.be.at.least(0);
    expect(bottom).to.be.at.most(innerHeight);
  });
});

describe('the scroll lock', () => {
  it('keeps the width of the page, and leaves the style attribute of the root to the page', async () => {
    track(document.createElement('div')).style.height = '3000px';
    const root = document.documentElement;
    const {clientWidth} = document.body;
    const element = await createMeld();
    const exit = element.open();
    await shownDialog();
    expect(getComputedStyle(root).overflowY).to.equal('hidden');
    expect(document.body.clientWidth).to.equal(clientWidth);
    root.setAttribute('style', 'color: red');
    expect(getComputedStyle(root).overflowY).to.equal('hidden');
    element.close();
    await exit;
    expect(root.getAttribute('style')).to.equal('color: red');
    expect(getComputedStyle(root).overflowY).to.equal('visible');
    root.removeAttribute('style');
  });

  it('adds no gutter to a page without a scroll bar', async () => {
    const {clientWidth} = document.body;
    const element = await createMeld();
    void element.open();
    await shownDialog();
    expect(document.body.clientWidth).to.equal(clientWidth);
    element.close();
  });
});
