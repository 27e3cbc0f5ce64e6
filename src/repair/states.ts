/**
 * The state of a repair.
 *
 * - `idle`: no repair runs; also after an exit without verification
 * - `requesting`: a repair token is requested from the host's backend
 * - `opening`: the token has arrived and the widget is being opened
 * - `open`: the widget has sent its first message and the person signs in at the bank
 * - `completing`: the widget's result is sent to the host's backend
 * - `verifying`: the exit has been announced and the status is checked until it confirms the repair
 */
export type RepairState = 'idle' | 'requesting' | 'opening' | 'open' | 'completing' | 'verifying';

/**
 * The allowed changes. Other pairs are ignored, so a late answer or a repeated message has no effect.
 *
 * `idle` to `open` resumes a repair after a redirect. `idle` to `completing` repeats a completion. `opening` or `open` to `requesting` replaces a dead token.
 */
export const transitions: Readonly<Record<RepairState, readonly RepairState[]>> = {
  idle: ['requesting', 'open', 'completing'],
  requesting: ['opening', 'idle'],
  opening: ['open', 'requesting', 'idle'],
  open: ['completing', 'requesting', 'idle'],
  completing: ['verifying', 'idle'],
  verifying: ['idle'],
};
