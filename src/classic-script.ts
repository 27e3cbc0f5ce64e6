// The types of the classic script, which exports nothing and has a global instead.
import type * as bankReconnect from './index.js';

declare global {
  /** What `bank-reconnect.iife.js` exports to other scripts of the page. */
  var BankReconnect: typeof bankReconnect;
}
