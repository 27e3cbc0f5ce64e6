/**
 * Counts the listeners, timers and nodes that the element's code leaves in the page. Import it before the element, because
 * it counts from then on. The call stack distinguishes the element's code from the test runner and from a vendor's page.
 */
const listeners = new Map<string, number>();
const timers = new Set<unknown>();

const isElementCode = (): boolean => /\/src\/(element|repair|surfaces|providers|index)/.test(new Error().stack ?? '');

for (const target of [window, document, document.documentElement]) {
  const {addEventListener, removeEventListener} = target;
  const keys = new Map<unknown, number>();
  let count = 0;
  const keyOf = (type: string, listener: unknown) => {
    if (!keys.has(listener)) keys.set(listener, ++count);
    return `${target.constructor.name} ${type} ${keys.get(listener)}`;
  };
  target.addEventListener = function (this: EventTarget, ...args: Parameters<typeof addEventListener>) {
    if (isElementCode()) listeners.set(keyOf(args[0], args[1]), 1);
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
    const isCounted = isElementCode();
    const timer = begin.call(
      window,
      (...args: unknown[]) => {
        timers.delete(timer);
        handler(...args);
      },
      ...(rest as [number]),
    );
    if (isCounted) timers.add(timer);
    return timer;
  },
  clearTimeout(timer: number) {
    timers.delete(timer);
    end.call(window, timer);
  },
  setInterval(...args: Parameters<typeof repeat>) {
    const timer = repeat.apply(window, args);
    if (isElementCode()) timers.add(timer);
    return timer;
  },
  clearInterval(timer: number) {
    timers.delete(timer);
    stop.call(window, timer);
  },
});

/** The present counts, for a comparison with others. */
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
