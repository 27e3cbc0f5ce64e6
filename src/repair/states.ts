/**
 * Where a repair is.
 *
 * - `idle`: nothing runs; also after an exit that is not being verified
 * - `requesting`: the host's backend is asked for a repair token
 * - `opening`: the token is there and the widget is being brought up
 * - `open`: the widget has reported in, the person is at the bank
 * - `completing`: the widget's result is with the host's backend
 * - `verifying`: the exit has been announced, the status is being watched
 */
export type RepairState = 'idle' | 'requesting' | 'opening' | 'open' | 'completing' | 'verifying';

/**
 * Every change there is; a pair that is not in the table is ignored, which is how a late answer or a repeated message
 * stays without effect.
 *
 * `idle` to `open` is for a repair resumed after a redirect, `idle` to `completing` for one whose completion is
 * repeated, and back from the widget to `requesting` for a token that turned out to be dead.
 */
export const transitions: Readonly<Record<RepairState, readonly RepairState[]>> = {
  idle: ['requesting', 'open', 'completing'],
  requesting: ['opening', 'idle'],
  opening: ['open', 'requesting', 'idle'],
  open: ['completing', 'requesting', 'idle'],
  completing: ['verifying', 'idle'],
  verifying: ['idle'],
};
