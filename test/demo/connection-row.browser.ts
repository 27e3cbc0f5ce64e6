import {expect} from '@open-wc/testing';
import {until} from '../helpers/until.js';

interface Known {
  status?: string | null;
  statusReason?: string | null;
  tone: string;
}

type StartRow = {startConnectionRow(row: HTMLElement): {show(known: Known): void; ask(): Promise<boolean>}};

/** The page's own script, as the page loads it. */
const script = '/demo/public/connection-row.js';

/** A row whose element is in the state that the test says; nothing of the real one is needed. */
async function startRow() {
  const row = document.createElement('li');
  row.dataset['connection'] = 'conn_1';
  row.innerHTML =
    '<span data-status></span><span data-reason></span><bank-reconnect></bank-reconnect>' +
    '<button data-break></button><p class="failure"></p>';
  document.body.append(row);
  const element = row.querySelector('bank-reconnect') as HTMLElement;
  const button = row.querySelector('button') as HTMLButtonElement;
  const calls: string[] = [];
  const answers: ((answer: Response) => void)[] = [];
  const realFetch = window.fetch;
  window.fetch = input => {
    calls.push(input as string);
    return new Promise(resolve => answers.push(resolve));
  };
  const {startConnectionRow} = (await import(script)) as StartRow;
  const {show, ask} = startConnectionRow(row);
  return {
    row,
    element,
    button,
    calls,
    show,
    ask,
    /** Answers the oldest question that is open. */
    answer: (known: Known) => answers.shift()?.(Response.json(known)),
    refuse: () => answers.shift()?.(new Response(null, {status: 502})),
    /** What the row shows, and what it has told the element. */
    shown: () => ({
      words: [row.querySelector('[data-status]')?.textContent, row.querySelector('[data-reason]')?.textContent],
      tone: row.dataset['tone'],
      told: [element.getAttribute('status'), element.getAttribute('status-reason')],
    }),
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

const broken = {status: 'RECONNECT_REQUIRED', statusReason: 'LOGIN_REQUIRED', tone: 'broken'};
const healthy = {status: 'ACTIVE', statusReason: null, tone: 'healthy'};

for (const state of ['requesting', 'opening', 'open', 'completing', 'verifying']) {
  it(`does not break a connection again while its element is ${state}`, async () => {
    const {button, calls, enter, end} = await startRow();
    try {
      enter(state);
      expect(button.getAttribute('aria-disabled')).to.equal('true');
      button.click();
      expect(calls).to.deep.equal([]);
      enter('idle');
      expect(button.getAttribute('aria-disabled')).to.equal('false');
    } finally {
      end();
    }
  });
}

it('breaks an idle connection once, and tells its element the words that this leads to', async () => {
  const {row, element, button, calls, answer, shown, end} = await startRow();
  try {
    button.click();
    button.click();
    expect(calls).to.deep.equal(['/demo/connections/conn_1/break']);
    expect(button.getAttribute('aria-disabled')).to.equal('true');
    answer(broken);
    await until(() => button.getAttribute('aria-disabled') === 'false', 'the button to be enabled again');
    expect(shown()).to.deep.equal({
      words: ['RECONNECT_REQUIRED', 'LOGIN_REQUIRED'],
      tone: 'broken',
      told: ['RECONNECT_REQUIRED', 'LOGIN_REQUIRED'],
    });
    expect(row.querySelector('bank-reconnect')).to.equal(element);
  } finally {
    end();
  }
});

it('says so when a connection could not be broken, until it is tried again', async () => {
  const {row, button, refuse, answer, end} = await startRow();
  const failure = row.querySelector('.failure') as HTMLElement;
  try {
    button.click();
    refuse();
    await until(() => failure.textContent?.includes('could not be broken'), 'the failure to be said');
    button.click();
    expect(failure.textContent).to.equal('');
    answer(broken);
    await until(() => button.getAttribute('aria-disabled') === 'false', 'the button to be enabled again');
    expect(failure.textContent).to.equal('');
  } finally {
    end();
  }
});

it('shows and tells what it hears, and takes a reason back that is gone', async () => {
  const {show, shown, end} = await startRow();
  try {
    show(broken);
    show(healthy);
    expect(shown()).to.deep.equal({words: ['ACTIVE', ''], tone: 'healthy', told: ['ACTIVE', null]});
  } finally {
    end();
  }
});

it('leaves the element as it was when the aggregator cannot be reached', async () => {
  const {show, shown, end} = await startRow();
  try {
    show(broken);
    show({tone: 'unknown'});
    expect(shown()).to.deep.equal({
      words: ['UNREACHABLE', ''],
      tone: 'unknown',
      told: ['RECONNECT_REQUIRED', 'LOGIN_REQUIRED'],
    });
  } finally {
    end();
  }
});

for (const exit of [
  'exited-successful',
  'exited-aborted',
  'exited-errored',
  'repair-confirmed',
  'repair-unconfirmed',
]) {
  it(`asks anew after ${exit}`, async () => {
    const {element, calls, answer, shown, end} = await startRow();
    try {
      element.dispatchEvent(new CustomEvent(exit, {bubbles: true}));
      expect(calls).to.deep.equal(['/demo/connections/conn_1']);
      answer(healthy);
      await until(() => shown().tone === 'healthy', 'the answer to be shown');
    } finally {
      end();
    }
  });
}

it('does not let a slow answer overwrite what it has heard since', async () => {
  const {show, ask, answer, shown, end} = await startRow();
  try {
    const slow = ask();
    const asked = ask();
    show(healthy);
    answer(broken);
    answer(broken);
    expect(await Promise.all([slow, asked])).to.deep.equal([true, true]);
    expect(shown().tone).to.equal('healthy');
  } finally {
    end();
  }
});
