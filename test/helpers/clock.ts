/** The page's clock. The time and the timers stand still until the test moves them. */
export interface Clock {
  /** Lets the time pass, with the timers in their order. */
  advance(ms: number): Promise<void>;
  /** Lets the system sleep: the date changes, but no timer runs, and `performance.now()` stands still. */
  sleep(ms: number): Promise<void>;
  /** Sets the date forward or back, as a correction of the system's clock does. */
  skew(ms: number): void;
  /** Waits in real time until `condition` is true, for what needs the network, such as a lazy part. */
  until(condition: () => unknown, what: string): Promise<void>;
}

interface Timer {
  id: number;
  at: number;
  every: number | undefined;
  run: () => void;
}

const real = {
  setTimeout: window.setTimeout.bind(window),
  clearTimeout: window.clearTimeout.bind(window),
  now: performance.now.bind(performance),
  date: Date.now.bind(Date),
};

/** Runs a test with a fake clock. Real time cannot end a wait in it. */
export async function withClock(test: (clock: Clock) => Promise<void>): Promise<void> {
  const timers = new Map<number, Timer>();
  const start = {now: real.now(), date: real.date()};
  let awake = 0;
  let asleep = 0;
  // The ids of real timers that are cleared in the test are lower.
  let lastId = 1e9;
  const add = (handler: TimerHandler, delay: number | undefined, isRepeated: boolean, args: unknown[]) => {
    const id = ++lastId;
    const every = Math.max(Number(delay) || 0, 1);
    const run = () => (handler as (...args: unknown[]) => void)(...args);
    timers.set(id, {id, at: awake + every, every: isRepeated ? every : undefined, run});
    return id;
  };
  const remove = (id: number) => {
    if (!timers.delete(id)) real.clearTimeout(id);
  };
  const fakes = {
    setTimeout: (handler: TimerHandler, delay?: number, ...args: unknown[]) => add(handler, delay, false, args),
    setInterval: (handler: TimerHandler, delay?: number, ...args: unknown[]) => add(handler, delay, true, args),
    clearTimeout: remove,
    clearInterval: remove,
  };
  const {setTimeout, setInterval, clearTimeout, clearInterval} = window;
  Object.assign(window, fakes);
  performance.now = () => start.now + awake;
  Date.now = () => start.date + awake + asleep;
  try {
    await test({
      async advance(ms) {
        const end = awake + ms;
        await settle();
        for (;;) {
          const [next] = [...timers.values()].sort((one, other) => one.at - other.at || one.id - other.id);
          if (!next || next.at > end) break;
          awake = Math.max(awake, next.at);
          if (next.every) next.at += next.every;
          else timers.delete(next.id);
          next.run();
          await settle();
        }
        awake = end;
      },
      async sleep(ms) {
        asleep += ms;
        await settle();
      },
      skew: ms => void (asleep += ms),
      async until(condition, what) {
        for (const limit = real.now() + 6000; !condition(); await settle()) {
          if (real.now() > limit) throw new Error(`Timed out waiting for ${what}`);
        }
      },
    });
  } finally {
    Object.assign(window, {setTimeout, setInterval, clearTimeout, clearInterval});
    performance.now = real.now;
    Date.now = real.date;
  }
}

/** Lets all pending promises, and the messages of the page, be handled. */
async function settle(): Promise<void> {
  for (let count = 0; count < 3; count++) {
    await new Promise(resolve => {
      const {port1, port2} = new MessageChannel();
      port2.onmessage = resolve;
      port1.postMessage(0);
    });
  }
}
