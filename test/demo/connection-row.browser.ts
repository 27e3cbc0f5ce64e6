import {expect, waitUntil} from '@open-wc/testing';

type StartRow = {startConnectionRow(row: HTMLElement): void};

/** The page's own script, as the page loads it. */
const script = '/demo/public/connection-row.js';

/** A card whose element is in the state that the test says; nothing of the real one is needed. */
async function startRow() {
  const row = document.createElement('li');
  row.dataset['connection'] = 'conn_1';
  row.innerHTML =
    '<span data-status></span><bank-reconnect></bank-reconnect><button data-break></button><p class="failure"></p>';
  document.body.append(row);
  const element = row.querySelector('bank-reconnect') as HTMLElement;
  const button = row.querySelector('button') as HTMLButtonElement;
  const calls: string[] = [];
  const realFetch = window.fetch;
  let answer: () => void = () => undefined;
  const answered = new Promise<void>(resolve => (answer = resolve));
  window.fetch = async input => {
    calls.push(input as string);
    await answered;
    return Response.json({status: 'BROKEN', tone: 'broken'});
  };
  const {startConnectionRow} = (await import(script)) as StartRow;
  startConnectionRow(row);
  return {
    row,
    element,
    button,
    calls,
    answer,
    /** Puts the element into a state and says so, as the real one does. */
    enter(state: string) {
      Object.defineProperty(element, 'state', {value: state, configurable: true});
      element.dispatchEvent(new CustomEvent('repair-state-changed', {bubbles: true}));
    },
    end() {
      window.fetch = realFetch;
      row.remove();
    },
  };
}

/** Waits until the answer is shown, and what follows it in the same turn is done. */
async function shown(row: HTMLElement): Promise<void> {
  await waitUntil(() => row.querySelector('[data-status]')?.textContent === 'BROKEN', 'the answer is shown');
  await new Promise(resolve => setTimeout(resolve));
}

for (const state of ['requesting', 'opening', 'open', 'completing', 'verifying']) {
  it(`does not break a connection again while its element is ${state}`, async () => {
    const {row, element, button, calls, enter, end} = await startRow();
    try {
      enter(state);
      expect(button.getAttribute('aria-disabled')).to.equal('true');
      button.click();
      expect(calls).to.deep.equal([]);
      expect(row.querySelector('bank-reconnect')).to.equal(element);
      enter('idle');
      expect(button.getAttribute('aria-disabled')).to.equal('false');
    } finally {
      end();
    }
  });
}

it('breaks an idle connection once, and puts a fresh element in place', async () => {
  const {row, element, button, calls, answer, end} = await startRow();
  try {
    button.click();
    button.click();
    expect(calls).to.deep.equal(['/demo/connections/conn_1/break']);
    answer();
    await shown(row);
    expect(row.querySelector('bank-reconnect')).not.to.equal(element);
  } finally {
    end();
  }
});

it('leaves an element alone that was started while the connection was being broken', async () => {
  const {row, element, button, answer, enter, end} = await startRow();
  try {
    button.click();
    enter('requesting');
    answer();
    await shown(row);
    expect(row.querySelector('bank-reconnect')).to.equal(element);
  } finally {
    end();
  }
});
