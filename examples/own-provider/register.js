// Tells the element about Mossgate, on every page that has the tag.
import {registerProvider} from 'bank-reconnect';

registerProvider('mossgate', {
  displays: ['modal', 'inline'],
  // The origins that a widget's URL may have, beside those in `widgetOrigins` and, with `sandbox-url`, this machine's.
  origins: ['https://connect.mossgate.example'],
  prefetch: true,
  // Loaded when the person is about to click, and when a status is shown or verified.
  load: () => import('./widget.js'),
  loadHealth: () => import('./health.js'),
});
