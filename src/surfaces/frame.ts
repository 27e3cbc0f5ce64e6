import {adoptStyles} from './adopt-styles.js';
import {button, part} from './dom.js';
import {frameStyles} from './frame-styles.js';
import {listen, type Receive} from './messages.js';
import {showModalDialog} from './modal-dialog.js';
import type {Notice, Surface} from './surface.js';

/** The keys of the texts on and around a frame. */
export type FrameText = 'reconnect' | 'close' | 'tryAgain' | 'done' | Notice;

export interface FrameOptions {
  readonly url: URL;
  /** The widget's design size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Whether the frame is in a modal dialog, which fills the screen on phones. Otherwise it is in a box in the page. */
  readonly isModal: boolean;
  /** The shadow root that contains the frame, or from which a modal dialog takes its styles if the root is hidden. */
  readonly root: ShadowRoot;
  readonly text: (key: FrameText) => string;
  /** Receives each message from the frame's window and origin. */
  readonly receive: Receive;
  /** Called for the close button, Escape, "Close" in the notice of a slow widget, and "Done" in that of a finished one. */
  readonly onClose: () => void;
  /** Called for "Try again" in the notice of a slow widget. */
  readonly onRetry: () => void;
  /** How long the page may hide a modal dialog, in milliseconds. */
  readonly patience: number;
  /** Called when the page hides a modal dialog for longer, and it cannot be shown elsewhere without a reload. */
  readonly onLost: () => void;
}

/**
 * Shows a widget's page in a frame, under a header with the bank's name and a close button.
 *
 * @returns undefined, with nothing shown, when the page hides a modal dialog wherever it is
 */
export function openFrame(options: FrameOptions): Surface | undefined {
  const {url, width, height, isModal, root, text, receive, onClose, onRetry, patience, onLost} = options;
  const label = text('reconnect');
  const dialog = isModal ? part('dialog', 'dialog') : undefined;
  const box = dialog ?? part('section', 'dialog');
  const closeButton = button('close', onClose);
  closeButton.setAttribute('aria-label', text('close'));
  const notice = part('div', 'notice', {role: 'status'});
  // The widget needs the embedding origin as the target of its messages. It does not need the path.
  const frame = part('iframe', 'frame', {title: label, referrerPolicy: 'strict-origin', src: url.href});
  box.setAttribute('aria-label', label);
  box.style.cssText = `--width:${width}px;--height:${height}px`;
  box.append(part('header', 'header', {}, label, closeButton), notice);
  const removeStyles = adoptStyles(root, frameStyles);
  const onReady = () => box.append(frame);
  const modal = dialog && showModalDialog({dialog, root, patience, onReady, onLost, onClose});
  if (dialog && !modal) {
    removeStyles();
    return undefined;
  }
  if (!dialog) {
    root.append(box);
    onReady();
  }
  const stopListening = listen(frame, url.origin, receive);
  return {
    get movable() {
      return !!modal?.isElsewhere;
    },
    focus: () => frame.focus(),
    destroy() {
      stopListening();
      modal?.close();
      box.remove();
      removeStyles();
    },
    setNotice(name) {
      const buttons =
        name === 'finished'
          ? [button('done', onClose, text('done'))]
          : [button('retry', onRetry, text('tryAgain')), button('cancel', onClose, text('close'))];
      // Beside an inline frame the element is visible and shows the notice of a slow widget itself.
      const isShown = name === 'finished' || (name && dialog);
      notice.replaceChildren();
      if (!isShown) return;
      const sentence = document.createElement('span');
      sentence.textContent = text(name);
      notice.append(sentence, ...buttons);
    },
  };
}
