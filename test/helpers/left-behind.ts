/**
 * Counts what the element's code keeps at the page. To be imported before the element, because it watches from then on.
 * What the runner, the framework of the tests or a vendor's page does is told apart by the stack.
 */
const listeners = new Map<string, number>();
const timers = new Set<unknown>();

const isOurs = (): boolean => /\/src\/(element|repair|surfaces|providers|index)/.test(new Error().stack ?? '');

for (const target of [window, document, document.documentElement]) {
  const {addEventListener, removeEventListener} = target;
  const keys = new Map<unknown, number>();
  let count = 0;
  const keyOf = (type: string, listener: unknown) => {
    if (!keys.has(listener)) keys.set(listener, ++count);
    return `${target.constructor.name} ${type} ${keys.get(listener)}`;
  };
  target.addEventListener = function (this: EventTarget, ...args: Parameters<typeof addEventListener>) {
    if (isOurs()) listeners.set(keyOf(args[0], args[1]), 1);
    addEventListener.apply(target, args);
  } as typeof target.addEventListener;
  target.removeEventListener = function (this: EventTarget, ...args: Parameters<typeof removeEventListener>) {
    listeners.delete(keyOf(args[0], args[1]));
    removeEventListener.apply(target, args);
  } as typeof target.removeEventListener;
}

const {setTimeout: begin, clearTimeout: end, setInterval: repeat, clearInterval: stop} = window;
Object.assign(window, {
  setTimeout(handler: (...args: unknown[]) => void, ...rest: unknown[]) {
    const ours = isOurs();
    const timer = begin.call(
      window,
      (...args: unknown[]) => {
        timers.delete(timer);
        handler(...args);
      },
      ...(rest as [number]),
    );
    if (ours) timers.add(timer);
    return timer;
  },
  clearTimeout(timer: number) {
    timers.delete(timer);
    end.call(window, timer);
  },
  setInterval(...args: Parameters<typeof repeat>) {
    const timer = repeat.apply(window, args);
    if (isOurs()) timers.add(timer);
    return timer;
  },
  clearInterval(timer: number) {
    timers.delete(timer);
    stop.call(window, timer);
  },
});

/** What there is at the moment; two of these can be compared. */
export const leftBehind = (element: Element) => ({
  listeners: [...listeners.keys()],
  timers: timers.size,
  frames: [
    ...document.querySelectorAll('iframe'),
    ...(element.shadowRoot?.querySelectorAll('iframe, dialog, section') ?? []),
  ].length,
  sheets: element.shadowRoot?.adoptedStyleSheets.length,
  documentSheets: document.adoptedStyleSheets.length,
  style: [document.documentElement.style.cssText, document.body.style.cssText],
  bodyChildren: document.body.querySelectorAll('*').length - (document.body.contains(element) ? 1 : 0),
  inert: document.querySelectorAll('[inert], [aria-hidden]').length,
});
