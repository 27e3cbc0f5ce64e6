import {html} from 'hono/html';
import type {Markup} from './markup.js';

/** The app's own mark: a sprig of pennyroyal, drawn in the current text colour. */
export function brandMark(): Markup {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path class="mark-stem" d="M16 29V9" />
    <path class="mark-leaf" d="M16 24c-6.5 0-9.5-3-9.5-7.5C12 16 16 19 16 24Z" />
    <path class="mark-leaf" d="M16 18.5c6.5 0 9.5-3 9.5-7.5C20 10.5 16 13.5 16 18.5Z" />
    <circle class="mark-bloom" cx="16" cy="6" r="4" />
  </svg>`;
}

/** The line between bank and app. The style sheet breaks or joins it by the row's `data-tone`. */
export function connectionLine(): Markup {
  return html`<svg class="line" viewBox="0 0 40 12" aria-hidden="true" focusable="false">
    <path class="line-whole" d="M2 6h36" pathLength="1" />
    <path class="line-half" d="M2 6h11M27 6h11" />
    <path class="line-cross" d="m16.5 2.5 7 7m0-7-7 7" />
  </svg>`;
}

export function externalIcon(): Markup {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d="M6 3.5H3.5v9h9V10M9 3.5h3.5V7M12.5 3.5 7.5 8.5" />
  </svg>`;
}
