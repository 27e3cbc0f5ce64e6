import {expect} from '@open-wc/testing';

interface Handlers {
  onUpdate(update: unknown): void;
  onReturn(): void;
}

/** The URL of the page's script. */
const script = '/demo/public/updates.js';

/** A fake `EventSource`, whose events the test sends. */
class FakeStream extends EventTarget {
  static opened: FakeStream[] = [];
  readonly url: string;
  isClosed = false;

  constructor(url: string) {
    super();
    this.url = url;
    FakeStream.opened.push(this);
  }

  close(): void {
    this.isClosed = true;
  }

  send(name: string, data: string): void {
    this.dispatchEvent(new MessageEvent(name, {data}));
  }
}

/** Resolves after the page's timers of 0 ms. */
const afterwards = () => new Promise(resolve => setTimeout(resolve));

/** Calls `followUpdates` with fake streams and a simulated visibility and focus. */
async function follow(visibility: 'visible' | 'hidden' = 'visible') {
  const {EventSource: original} = window;
  let hasFocus = true;
  document.hasFocus = () => hasFocus;
  FakeStream.opened = [];
  window.EventSource = FakeStream as never;
  const set = (value: string) => Object.defineProperty(document, 'visibilityState', {value, configurable: true});
  set(visibility);
  const received: unknown[] = [];
  const {followUpdates} = (await import(script)) as {followUpdates(handlers: Handlers): () => void};
  const stop = followUpdates({onUpdate: update => received.push(update), onReturn: () => received.push('return')});
  return {
    received,
    streams: FakeStream.opened,
    become(value: 'visible' | 'hidden') {
      set(value);
      document.dispatchEvent(new Event('visibilitychange'));
    },
    /** Moves the focus to another window or to a frame of the page. */
    async leave(where: 'another window' | 'a frame') {
      window.dispatchEvent(new Event('blur'));
      hasFocus = where === 'a frame';
      await afterwards();
    },
    comeBack() {
      hasFocus = true;
      window.dispatchEvent(new Event('focus'));
    },
    end() {
      window.EventSource = original;
      stop();
      delete (document as {hasFocus?: unknown}).hasFocus;
      delete (document as {visibilityState?: string}).visibilityState;
    },
  };
}

it('passes on the messages of the server, and does not call onReturn at the first connection', async () => {
  const {received, streams, end} = await follow();
  try {
    expect(streams.map(({url}) => url)).to.deep.equal(['/demo/updates']);
    streams[0]?.send('hello', 'connected');
    streams[0]?.send('message', '{"id":"conn_1"}');
    expect(received).to.deep.equal([{id: 'conn_1'}]);
  } finally {
    end();
  }
});

it('calls onReturn after a reconnect of the stream', async () => {
  const {received, streams, end} = await follow();
  try {
    streams[0]?.send('hello', 'connected');
    streams[0]?.send('hello', 'connected');
    expect(received).to.deep.equal(['return']);
  } finally {
    end();
  }
});

it('closes the stream while the page is hidden, and calls onReturn afterwards', async () => {
  const {received, streams, become, end} = await follow();
  try {
    streams[0]?.send('hello', 'connected');
    become('hidden');
    expect(streams[0]?.isClosed).to.equal(true);
    become('visible');
    become('visible');
    expect(streams.length).to.equal(2);
    expect(received).to.deep.equal([]);
    streams[1]?.send('hello', 'connected');
    expect(received).to.deep.equal(['return']);
  } finally {
    end();
  }
});

it('connects a page that was loaded hidden when it is visible', async () => {
  const {received, streams, become, end} = await follow('hidden');
  try {
    expect(streams).to.deep.equal([]);
    become('visible');
    streams[0]?.send('hello', 'connected');
    expect(received).to.deep.equal(['return']);
  } finally {
    end();
  }
});

it('calls onReturn when the window gets the focus again', async () => {
  const {received, streams, leave, comeBack, end} = await follow();
  try {
    streams[0]?.send('hello', 'connected');
    await leave('another window');
    expect(received).to.deep.equal([]);
    comeBack();
    comeBack();
    expect(received).to.deep.equal(['return']);
    expect(streams.length).to.equal(1);
  } finally {
    end();
  }
});

it('does not call onReturn after the focus has been in a frame', async () => {
  const {received, streams, leave, comeBack, end} = await follow();
  try {
    streams[0]?.send('hello', 'connected');
    await leave('a frame');
    comeBack();
    expect(received).to.deep.equal([]);
  } finally {
    end();
  }
});

for (const order of ['visible, then focused', 'focused, then visible']) {
  it(`calls onReturn once for a page that was hidden: ${order}`, async () => {
    const {received, streams, become, leave, comeBack, end} = await follow();
    try {
      streams[0]?.send('hello', 'connected');
      become('hidden');
      await leave('another window');
      const steps = [() => become('visible'), comeBack];
      if (order.startsWith('focused')) steps.reverse();
      for (const step of steps) step();
      streams[1]?.send('hello', 'connected');
      expect(received).to.deep.equal(['return']);
    } finally {
      end();
    }
  });
}

it('does not call onReturn after it has been stopped', async () => {
  const {received, streams, leave, comeBack, end} = await follow();
  streams[0]?.send('hello', 'connected');
  await leave('another window');
  end();
  comeBack();
  expect(received).to.deep.equal([]);
  expect(streams[0]?.isClosed).to.equal(true);
});
