/** Whether the page is seen and has a network, as a test plays it; both are as they were after each test. */
const played = {visibilityState: 'visible' as DocumentVisibilityState, onLine: true};

afterEach(() => {
  Reflect.deleteProperty(document, 'visibilityState');
  Reflect.deleteProperty(navigator, 'onLine');
  Object.assign(played, {visibilityState: 'visible', onLine: true});
});

/** Plays a page that is hidden, or is not any more. */
export function setHidden(isHidden: boolean): void {
  played.visibilityState = isHidden ? 'hidden' : 'visible';
  Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => played.visibilityState});
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Plays a browser without a network, or with one. */
export function setOnline(isOnline: boolean): void {
  played.onLine = isOnline;
  Object.defineProperty(navigator, 'onLine', {configurable: true, get: () => played.onLine});
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}
