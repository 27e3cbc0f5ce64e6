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

/** Follows with streams and a visibility of the test's own. */
async function follow(visibility: 'visible' | 'hidden' = 'visible') {
  const {EventSource: real} = window;
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
    end() {
      window.EventSource = real;
      stop();
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
