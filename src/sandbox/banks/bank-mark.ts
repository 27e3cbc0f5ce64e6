import {html} from 'hono/html';
import type {Bank} from './bank.js';

/** A bank's icon in the colours of the page's brand. Decorative. Hidden when the page has no brand. */
export function bankSign(): ReturnType<typeof html> {
  return html`
    <svg class="bank-sign" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">
      <rect width="40" height="40" rx="11" />
      <path d="M20 9 30 15.5v2H10v-2zM12.5 20h3v8h-3zm6 0h3v8h-3zm6 0h3v8h-3zM10 29.5h20V32H10z" />
    </svg>
  `;
}

/** A bank's icon and name. */
export function bankMark(bank: Bank): ReturnType<typeof html> {
  return html`<span class="bank-mark">
    ${bankSign()}
    <span class="bank-name">${bank.name}</span>
  </span>`;
}
