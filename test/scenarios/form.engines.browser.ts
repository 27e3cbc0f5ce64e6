import {expect} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import type {BankReconnectElement} from '../../src/index.js';
import {make, part, track} from '../helpers/fixture.js';
import {meldAttributes, message, postFrom, tokenAnswer, untilLoaded} from '../helpers/meld-page.js';
import {shownDialog} from '../helpers/shown-dialog.js';

async function createIn(place: Element): Promise<BankReconnectElement> {
  const element = track(make(meldAttributes, {fetchToken: () => tokenAnswer()}), place);
  await element.updateComplete;
  return element;
}

/** A form with a field and a checkbox, which counts how often it is submitted. */
function createForm() {
  const form = track(document.createElement('form'));
  const field = Object.assign(document.createElement('input'), {name: 'name', value: 'Ada'});
  let submits = 0;
  form.onsubmit = event => {
    event.preventDefault();
    submits++;
  };
  form.append(field, document.createElement('button'));
  return {form, field, submits: () => submits};
}

describe('the tag in a form', () => {
  it('is opened and closed with Enter, which does not submit the form', async () => {
    const {form, submits} = createForm();
    const element = await createIn(form);
    part(element, 'button')!.focus();
    await sendKeys({press: 'Enter'});
    const {closeButton} = await shownDialog();
    closeButton.focus();
    await sendKeys({press: 'Enter'});
    expect(element.state).to.equal('idle');
    expect(submits()).to.equal(0);
  });

  it('goes on when the form is reset, and adds nothing to its data', async () => {
    const {form, field} = createForm();
    const element = await createIn(form);
    const exit = element.open();
    const {dialog, frame} = await shownDialog();
    await untilLoaded(frame);
    await postFrom(frame.contentWindow!, message('init'));
    field.value = 'Changed';
    form.reset();
    expect(field.value).to.equal('');
    expect(element.state).to.equal('open');
    expect(dialog.open).to.equal(true);
    expect([...new FormData(form).keys()]).to.deep.equal(['name']);
    element.close();
    await exit;
  });

  it('works in a disabled fieldset, whose controls are the only ones that it disables', async () => {
    const {form} = createForm();
    const fieldset = form.appendChild(Object.assign(document.createElement('fieldset'), {disabled: true}));
    const element = await createIn(fieldset);
    const exit = element.open();
    const {closeButton} = await shownDialog();
    closeButton.click();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
  });
});

describe("a click in the dialog's header", () => {
  for (const name of ['label', 'summary', 'a']) {
    it(`does not activate a <${name}> around the tag`, async () => {
      const details = track(document.createElement('details'));
      const place = document.createElement(name);
      const checkbox = Object.assign(document.createElement('input'), {type: 'checkbox'});
      if (name === 'summary') details.append(place);
      else track(place);
      if (name === 'label') place.append(checkbox);
      if (place instanceof HTMLAnchorElement) place.href = '#elsewhere';
      const element = await createIn(place);
      void element.open();
      const {dialog} = await shownDialog();
      const {left, top} = dialog.getBoundingClientRect();
      await sendMouse({type: 'click', position: [Math.round(left + 30), Math.round(top + 25)]});
      expect([checkbox.checked, details.open, location.hash]).to.deep.equal([false, false, '']);
      expect(element.state).to.equal('opening');
    });
  }
});
