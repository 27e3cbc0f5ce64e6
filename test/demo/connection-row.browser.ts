import {expect} from '@open-wc/testing';
import {until} from '../helpers/until.js';

interface Shown {
  status?: string | null;
  statusReason?: string | null;
  tone: string;
}

type StartRow = {startConnectionRow(row: HTMLElement): {show(known: Shown): void; refresh(): Promise<boolean>}};

/** The URL of the page's script. */
const script = '/demo/public/connection-row.js';

/** Starts a row with a fake element, whose state the test sets. */
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
  const originalFetch = window.fetch;
  window.fetch = input => {
    calls.push(input as string);
    return new Promise(resolve => answers.push(resolve));
  };
  const {startConnectionRow} = (await import(script)) as StartRow;
  const {show, refresh} = startConnectionRow(row);
  return {
    row,
    element,
    button,
    calls,
    show,
    refresh,
    /** Answers the oldest pending request. */
    answer: (known: Shown) => answers.shift()?.(Response.json(known)),
    refuse: () => answers.shift()?.(new Response(null, {status: 502})),
    /** The row's texts and tone, and the attributes of its element. */
    shown: () => ({
      texts: [row.querySelector('[data-status]')?.textContent, row.querySelector('[data-reason]')?.textContent],
      tone: row.dataset['tone'],
      attributes: [element.getAttribute('status'), element.getAttribute('status-reason')],
    }),
    /** Sets the state of the element and dispatches its event. */
    enter(state: string) {
      Object.defineProperty(element, 'state', {value: state, configurable: true});
      element.dispatchEvent(new CustomEvent('repair-state-changed', {bubbles: true}));
    },
    end() {
      window.fetch = originalFetch;
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

it('breaks an idle connection once, and sets its status on the element', async () => {
  const {row, element, button, calls, answer, shown, end} = await startRow();
  try {
    button.click();
    button.click();
    expect(calls).to.deep.equal(['/demo/connections/conn_1/break']);
    expect(button.getAttribute('aria-disabled')).to.equal('true');
    answer(broken);
    await until(() => button.getAttribute('aria-disabled') === 'false', 'the button to be enabled again');
    expect(shown()).to.deep.equal({
      texts: ['RECONNECT_REQUIRED', 'LOGIN_REQUIRED'],
      tone: 'broken',
      attributes: ['RECONNECT_REQUIRED', 'LOGIN_REQUIRED'],
    });
    expect(row.querySelector('bank-reconnect')).to.equal(element);
  } finally {
    end();
  }
});

it('shows a message if a connection could not be broken, until the next attempt', async () => {
  const {row, button, refuse, answer, end} = await startRow();
  const failure = row.querySelector('.failure') as HTMLElement;
  try {
    button.click();
    refuse();
    await until(() => failure.textContent?.includes('could not be broken'), 'the message');
    button.click();
    expect(failure.textContent).to.equal('');
    answer(broken);
    await until(() => button.getAttribute('aria-disabled') === 'false', 'the button to be enabled again');
    expect(failure.textContent).to.equal('');
  } finally {
    end();
  }
});

it('shows a new status and sets it on the element, and removes the previous reason', async () => {
  const {show, shown, end} = await startRow();
  try {
    show(broken);
    show(healthy);
    expect(shown()).to.deep.equal({texts: ['ACTIVE', ''], tone: 'healthy', attributes: ['ACTIVE', null]});
  } finally {
    end();
  }
});

it('keeps the attributes of the element if the aggregator cannot be reached', async () => {
  const {show, shown, end} = await startRow();
  try {
    show(broken);
    show({tone: 'unknown'});
    expect(shown()).to.deep.equal({
      texts: ['UNREACHABLE', ''],
      tone: 'unknown',
      attributes: ['RECONNECT_REQUIRED', 'LOGIN_REQUIRED'],
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
  it(`requests the status after ${exit}`, async () => {
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

it('ignores an answer that is older than the last update', async () => {
  const {show, refresh, answer, shown, end} = await startRow();
  try {
    const requests = [refresh(), refresh()];
    show(healthy);
    answer(broken);
    answer(broken);
    expect(await Promise.all(requests)).to.deep.equal([true, true]);
    expect(shown().tone).to.equal('healthy');
  } finally {
    end();
  }
});
