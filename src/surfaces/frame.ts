import {button, part} from './dom.js';
import {frameStyles} from './frame-styles.js';
import {listen, type Receive} from './messages.js';
import {lockScroll} from './scroll-lock.js';
import type {Surface} from './surface.js';

/** The texts on and around a frame. */
export type FrameText = 'reconnect' | 'close' | 'slow' | 'tryAgain';

export interface FrameOptions {
  readonly url: URL;
  /** The size that the vendor designed its widget for, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** A modal dialog, which fills the screen on phones; otherwise a box in the page. */
  readonly isModal: boolean;
  /** The shadow root that the frame goes into. */
  readonly root: ShadowRoot;
  readonly text: (key: FrameText) => string;
  /** Gets each message of the frame's own window and origin. */
  readonly receive: Receive;
  /** The person asked to close: the close button, Escape, "Close" of the "taking long" notice. */
  readonly onClose: () => void;
  /** The person asked to start again: "Try again" of that notice. */
  readonly onRetry: () => void;
}

/** Shows a widget's page in a frame, under a header with the bank's name and a close button. */
export function openFrame(options: FrameOptions): Surface {
  const {url, width, height, isModal, root, text, receive, onClose, onRetry} = options;
  const label = text('reconnect');
  const dialog = isModal ? part('dialog', 'dialog') : undefined;
  const box = dialog ?? part('section', 'dialog');
  const closeButton = button('close', onClose);
  closeButton.setAttribute('aria-label', text('close'));
  const slowNotice = part('div', 'slow', {role: 'status'});
  // The widget needs the embedding origin to address its messages. It does not need the path.
  const frame = part('iframe', 'frame', {title: label, referrerPolicy: 'strict-origin', src: url.href});
  box.setAttribute('aria-label', label);
  box.style.cssText = `--width:${width}px;--height:${height}px`;
  box.append(part('header', 'header', {}, label, closeButton), slowNotice, frame);
  root.adoptedStyleSheets.push(frameStyles);
  root.append(box);
  const stopListening = listen(frame, url.origin, receive);
  const unlockScroll = dialog && lockScroll();
  if (dialog) {
    dialog.oncancel = event => {
      event.preventDefault();
      onClose();
    };
    // Browsers close a dialog without a cancel event when Escape is pressed twice.
    dialog.onclose = onClose;
    dialog.showModal();
  }
  return {
    movable: false,
    focus: () => frame.focus(),
    destroy() {
      stopListening();
      unlockScroll?.();
      if (dialog) {
        dialog.onclose = null;
        // A dialog that is closed before its removal gives the focus back.
        dialog.close();
      }
      box.remove();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter(sheet => sheet !== frameStyles);
    },
    setSlow(isSlow) {
      // An inline frame leaves the element visible, and the element shows the notice.
      if (!dialog) return;
      const buttons = [button('retry', onRetry, text('tryAgain')), button('cancel', onClose, text('close'))];
      slowNotice.replaceChildren(...(isSlow ? [text('slow'), ...buttons] : []));
    },
  };
}
