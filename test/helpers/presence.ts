/** The simulated visibility, network state and focus of the page. All are restored after each test. */
const simulated = {visibilityState: 'visible' as DocumentVisibilityState, onLine: true};

afterEach(() => {
  Reflect.deleteProperty(document, 'visibilityState');
  Reflect.deleteProperty(navigator, 'onLine');
  Reflect.deleteProperty(document, 'hasFocus');
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

/** Gives the page the focus, or another window. */
export function setFocused(isFocused: boolean): void {
  document.hasFocus = () => isFocused;
  window.dispatchEvent(new Event(isFocused ? 'focus' : 'blur'));
}
