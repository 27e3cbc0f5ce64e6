import type {Frame} from './driver/types.js';

export const button = (name: string) => ({role: 'button', name});

/** Signs in with a username and a password. */
export async function signIn(widget: Frame, username = 'user_good', password = 'pass_good'): Promise<void> {
  await widget.fill('Username', username);
  await widget.fill('Password', password);
  await widget.click(button('Sign in'));
}

/** Waits until a widget's alert contains `words`. */
export async function waitForAlert(widget: Frame, words: string): Promise<void> {
  await widget.waitFor((text: string) => {
    const alert = document.querySelector<HTMLElement>('[role=alert]');
    return !!alert && !alert.hidden && (alert.textContent ?? '').includes(text);
  }, words);
}

/** Whether a button with that name is visible. Runs in the widget. */
export const hasButton = (name: string): boolean =>
  [...document.querySelectorAll('button')].some(
    element => element.textContent?.trim() === name && element.getClientRects().length > 0,
  );
