/**
 * Where a repair is.
 *
 * - `idle`: nothing runs; also after an exit without verification
 * - `requesting`: a repair token is requested from the host's backend
 * - `opening`: the token has arrived and the widget is being opened
 * - `open`: the widget has reported in, the person is at the bank
 * - `completing`: the host's backend has the widget's result
 * - `verifying`: the exit has been announced, the status is checked until it confirms the repair
 */
export type RepairState = 'idle' | 'requesting' | 'opening' | 'open' | 'completing' | 'verifying';

/**
 * Every allowed change. Other pairs are ignored, so a late answer or a repeated message has no effect.
 *
 * `idle` to `open` is a repair resumed after a redirect, `idle` to `completing` one whose completion is repeated, and back
 * from the widget to `requesting` one whose token was dead.
 */
export const transitions: Readonly<Record<RepairState, readonly RepairState[]>> = {
  idle: ['requesting', 'open', 'completing'],
  requesting: ['opening', 'idle'],
  opening: ['open', 'requesting', 'idle'],
  open: ['completing', 'requesting', 'idle'],
  completing: ['verifying', 'idle'],
  verifying: ['idle'],
};
