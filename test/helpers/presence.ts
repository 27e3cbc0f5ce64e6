/** The simulated visibility and network state of the page. Both are restored after each test. */
const simulated = {visibilityState: 'visible' as DocumentVisibilityState, onLine: true};

afterEach(() => {
  Reflect.deleteProperty(document, 'visibilityState');
  Reflect.deleteProperty(navigator, 'onLine');
  Object.assign(simulated, {visibilityState: 'visible', onLine: true});
});

/** Hides or shows the page. */
export function setHidden(isHidden: boolean): void {
  simulated.visibilityState = isHidden ? 'hidden' : 'visible';
  Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => simulated.visibilityState});
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Sets whether the browser is online. */
export function setOnline(isOnline: boolean): void {
  simulated.onLine = isOnline;
  Object.defineProperty(navigator, 'onLine', {configurable: true, get: () => simulated.onLine});
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}
