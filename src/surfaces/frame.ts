import type {WidgetContext} from '../providers/provider.js';
import {button, part} from './dom.js';
import {frameStyles} from './frame-styles.js';
import {listen, type Receive} from './messages.js';
import {lockScroll} from './scroll-lock.js';

/**
 * Shows `url` in a frame of the size that the vendor designed it for (in CSS pixels), in a modal dialog or in the page,
 * as the context's display says. On phones a modal takes the whole screen.
 */
export function openFrame(context: WidgetContext, url: URL, width: number, height: number, receive: Receive): void {
  const {root, text, restart, close} = context;
  const label = text('reconnect');
  const dialog = context.display === 'modal' ? part('dialog', 'dialog') : undefined;
  const box = dialog ?? part('section', 'dialog');
  const closeButton = button('close', close);
  closeButton.setAttribute('aria-label', text('close'));
  const slow = part('div', 'slow', {role: 'status'});
  // The frame says who embeds it, so that the widget can address its messages; the path is none of its business.
  const frame = part('iframe', 'frame', {title: label, referrerPolicy: 'strict-origin', src: url.href});
  box.setAttribute('aria-label', label);
  box.style.cssText = `--width:${width}px;--height:${height}px`;
  box.append(part('header', 'header', {}, label, closeButton), slow, frame);
  root.adoptedStyleSheets.push(frameStyles);
  root.append(box);
  const stopListening = listen(frame, url.origin, receive);
  const unlockScroll = dialog && lockScroll();
  if (dialog) {
    dialog.oncancel = event => {
      event.preventDefault();
      close();
    };
    // Browsers close a dialog without asking when Escape is pressed twice.
    dialog.onclose = close;
    dialog.showModal();
  }
  context.shown({
    movable: false,
    focus: () => frame.focus(),
    destroy() {
      stopListening();
      unlockScroll?.();
      if (dialog) {
        dialog.onclose = null;
        // Closed before it is removed, so that the browser gives the focus back.
        dialog.close();
      }
      box.remove();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter(sheet => sheet !== frameStyles);
    },
    setSlow(isSlow) {
      // In the page the element itself says it.
      if (!dialog) return;
      const buttons = [button('retry', restart, text('tryAgain')), button('cancel', close, text('close'))];
      slow.replaceChildren(...(isSlow ? [text('slow'), ...buttons] : []));
    },
  });
}
