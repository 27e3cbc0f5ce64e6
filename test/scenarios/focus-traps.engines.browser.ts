import {expect} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import {createFocusTrap} from 'focus-trap';
import {make, track} from '../helpers/fixture.js';
import {loadLibrary} from '../helpers/load-library.js';
import {meldAttributes, tokenAnswer, untilLoaded} from '../helpers/meld-page.js';
import {installPlaid, openPlaid} from '../helpers/plaid-page.js';
import {shownDialog} from '../helpers/shown-dialog.js';
import {until} from '../helpers/until.js';

installPlaid();

/** Traps the focus in a box and returns a function that ends the trap. */
type Trap = (box: HTMLElement) => Promise<() => void>;

/** Adds a listener of the document and returns a function that removes it. */
function onDocument(type: string, listener: (event: Event) => void, isCapturing = false): () => void {
  document.addEventListener(type, listener, isCapturing);
  return () => document.removeEventListener(type, listener, isCapturing);
}

const traps: Record<string, Trap> = {
  async 'focus-trap'(box) {
    const trap = createFocusTrap(box, {escapeDeactivates: false});
    trap.activate();
    await until(() => box.contains(document.activeElement), 'the trap');
    return () => void trap.deactivate();
  },
  async 'Bootstrap 5'(box) {
    interface Modal {
      show(): void;
      dispose(): void;
    }
    const bootstrap = await loadLibrary<{Modal: new (node: Element, options: object) => Modal}>(
      'bootstrap/dist/js/bootstrap.bundle.min.js',
      'bootstrap',
    );
    box.tabIndex = -1;
    const modal = new bootstrap.Modal(box, {backdrop: false, keyboard: false});
    let isShown = false;
    box.addEventListener('shown.bs.modal', () => (isShown = true));
    modal.show();
    await until(() => isShown, 'the modal');
    return () => {
      modal.dispose();
      document.body.removeAttribute('style');
    };
  },
  // The documented listeners of MUI's FocusTrap: the focus is taken back on every `focusin` outside.
  MUI(box) {
    const contain = () => {
      if (!box.contains(document.activeElement)) box.querySelector('button')!.focus();
    };
    const loop = (event: Event) => {
      if ((event as KeyboardEvent).key === 'Tab') contain();
    };
    const stops = [onDocument('focusin', contain), onDocument('keydown', loop, true)];
    return Promise.resolve(() => stops.forEach(stop => stop()));
  },
  // Those of Radix's FocusScope and DismissableLayer: also `focusout`, and a pointer outside dismisses.
  Radix(box) {
    const button = box.querySelector('button')!;
    const isOutside = (target: EventTarget | null) => target instanceof Node && !box.contains(target);
    const stops = [
      onDocument('focusin', event => isOutside(event.target) && button.focus()),
      onDocument('focusout', event => isOutside((event as FocusEvent).relatedTarget) && button.focus()),
      onDocument('pointerdown', event => isOutside(event.target) && (box.hidden = true)),
    ];
    return Promise.resolve(() => stops.forEach(stop => stop()));
  },
};

function createBox(): HTMLElement {
  const box = track(document.createElement('div'));
  // Bootstrap needs the class.
  const content = Object.assign(document.createElement('div'), {className: 'modal-dialog'});
  content.append(Object.assign(document.createElement('button'), {textContent: 'In the trap'}));
  box.append(content);
  return box;
}

async function clickOn(node: Element): Promise<void> {
  const {left, top, width, height} = node.getBoundingClientRect();
  await sendMouse({type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)]});
}

const focused = (dialog: Element) => (dialog.getRootNode() as ShadowRoot).activeElement;

for (const [name, trap] of Object.entries(traps)) {
  describe(`a page's focus trap (${name})`, () => {
    let release: () => void;
    let box: HTMLElement;

    beforeEach(async () => {
      box = createBox();
      release = await trap(box);
    });

    afterEach(() => release());

    for (const place of ['in the trap', 'outside the trap']) {
      it(`leaves the keys and the close button to the dialog of a tag ${place}`, async () => {
        const element = make(meldAttributes, {fetchToken: () => tokenAnswer()});
        track(element, place === 'in the trap' ? box : document.body);
        await element.updateComplete;
        const exit = element.open();
        const {dialog, frame, closeButton} = await shownDialog();
        await untilLoaded(frame);
        closeButton.focus();
        expect(focused(dialog)).to.equal(closeButton);
        await sendKeys({press: 'Tab'});
        await until(() => focused(dialog) === frame, 'the focus of the frame');
        await clickOn(closeButton);
        expect(await exit).to.have.nested.property('detail.reason', 'closed');
        expect(box.hidden).to.equal(false);
      });
    }

    it("leaves the focus to a vendor's overlay", async () => {
      const {element, link, exit} = await openPlaid();
      link.frame.focus();
      expect(document.activeElement).to.equal(link.frame);
      element.close();
      await exit;
    });
  });
}
