import {expect} from '@open-wc/testing';

interface Handlers {
  onUpdate(update: unknown): void;
  onReturn(): void;
}

/** The page's own script, as the page loads it. */
const script = '/demo/public/updates.js';

/** Stands in for the browser's own; what the server would send, the test sends. */
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

/** When everything has been done that the page has put off for a moment. */
const afterwards = () => new Promise(resolve => setTimeout(resolve));

/** Follows with streams, a visibility and a focus of the test's own. */
async function follow(visibility: 'visible' | 'hidden' = 'visible') {
  const {EventSource: real} = window;
  let hasFocus = true;
  document.hasFocus = () => hasFocus;
  FakeStream.opened = [];
  window.EventSource = FakeStream as never;
  const set = (value: string) => Object.defineProperty(document, 'visibilityState', {value, configurable: true});
  set(visibility);
  const heard: unknown[] = [];
  const {followUpdates} = (await import(script)) as {followUpdates(handlers: Handlers): () => void};
  const stop = followUpdates({onUpdate: update => heard.push(update), onReturn: () => heard.push('return')});
  return {
    heard,
    streams: FakeStream.opened,
    become(value: 'visible' | 'hidden') {
      set(value);
      document.dispatchEvent(new Event('visibilitychange'));
    },
    /** The window loses the focus: to another window, or to a frame of its own. */
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
      window.EventSource = real;
      stop();
      delete (document as {hasFocus?: unknown}).hasFocus;
      delete (document as {visibilityState?: string}).visibilityState;
    },
  };
}

it('hands on what the server sends, and asks nothing when it is first connected', async () => {
  const {heard, streams, end} = await follow();
  try {
    expect(streams.map(({url}) => url)).to.deep.equal(['/demo/updates']);
    streams[0]?.send('hello', 'connected');
    streams[0]?.send('message', '{"id":"conn_1"}');
    expect(heard).to.deep.equal([{id: 'conn_1'}]);
  } finally {
    end();
  }
});

it('has updates made up for when the browser has lost the stream and found it again', async () => {
  const {heard, streams, end} = await follow();
  try {
    streams[0]?.send('hello', 'connected');
    streams[0]?.send('hello', 'connected');
    expect(heard).to.deep.equal(['return']);
  } finally {
    end();
  }
});

it('lets go of the stream while the page is hidden, and has updates made up for afterwards', async () => {
  const {heard, streams, become, end} = await follow();
  try {
    streams[0]?.send('hello', 'connected');
    become('hidden');
    expect(streams[0]?.isClosed).to.equal(true);
    become('visible');
    become('visible');
    expect(streams.length).to.equal(2);
    expect(heard).to.deep.equal([]);
    streams[1]?.send('hello', 'connected');
    expect(heard).to.deep.equal(['return']);
  } finally {
    end();
  }
});

it('begins when a page that was loaded out of sight is first seen', async () => {
  const {heard, streams, become, end} = await follow('hidden');
  try {
    expect(streams).to.deep.equal([]);
    become('visible');
    streams[0]?.send('hello', 'connected');
    expect(heard).to.deep.equal(['return']);
  } finally {
    end();
  }
});

it('has updates made up for when the person comes back from another window', async () => {
  const {heard, streams, leave, comeBack, end} = await follow();
  try {
    streams[0]?.send('hello', 'connected');
    await leave('another window');
    expect(heard).to.deep.equal([]);
    comeBack();
    comeBack();
    expect(heard).to.deep.equal(['return']);
    expect(streams.length).to.equal(1);
  } finally {
    end();
  }
});

it('takes a widget’s frame for no other window', async () => {
  const {heard, streams, leave, comeBack, end} = await follow();
  try {
    streams[0]?.send('hello', 'connected');
    await leave('a frame');
    comeBack();
    expect(heard).to.deep.equal([]);
  } finally {
    end();
  }
});

for (const order of ['seen, then focused', 'focused, then seen']) {
  it(`has updates made up for once for a page that was out of sight: ${order}`, async () => {
    const {heard, streams, become, leave, comeBack, end} = await follow();
    try {
      streams[0]?.send('hello', 'connected');
      become('hidden');
      await leave('another window');
      const steps = [() => become('visible'), comeBack];
      if (order.startsWith('focused')) steps.reverse();
      for (const step of steps) step();
      streams[1]?.send('hello', 'connected');
      expect(heard).to.deep.equal(['return']);
    } finally {
      end();
    }
  });
}

it('asks nothing any more when it was ended', async () => {
  const {heard, streams, leave, comeBack, end} = await follow();
  streams[0]?.send('hello', 'connected');
  await leave('another window');
  end();
  comeBack();
  expect(heard).to.deep.equal([]);
  expect(streams[0]?.isClosed).to.equal(true);
});
