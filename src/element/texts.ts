import type {ErrorCode} from '../contract.js';
import type {AdviceKey} from '../health/health.js';

/**
 * Every text that a person reads or hears. `{institution}` stands for the bank's name. The texts for errors are keyed by
 * the error's code; a code without one has the text of `error`. The texts for statuses are keyed by their advice.
 */
export interface Strings extends Partial<Record<ErrorCode | `advice-${AdviceKey}`, string>> {
  /** Stands for the bank while its name is unknown. */
  institution: string;
  /** The button's label, and the accessible name of dialog and frame. */
  reconnect: string;
  tryAgain: string;
  close: string;
  opening: string;
  /** While the person is at the bank. */
  open: string;
  /** While the widget is in a popup. */
  elsewhere: string;
  slow: string;
  completing: string;
  verifying: string;
  confirmed: string;
  /** Finished at the bank, without a way to verify it. */
  finished: string;
  unknown: string;
  error: string;
}

/** A table with some of the texts. */
export type Texts = Readonly<Partial<Strings>>;

/** Tables in the order of precedence; one that is not there has no texts. */
type TextTables = readonly (Texts | null | undefined)[];

/** What the shell says by itself: an idle button, the first moments after a click, and an engine that does not load. */
export const shellTexts = {
  institution: 'your bank',
  reconnect: 'Reconnect {institution}',
  tryAgain: 'Try again',
  opening: 'Connecting…',
  'script-blocked': 'The sign-in was blocked, perhaps by an ad blocker.',
} satisfies Texts;

/**
 * The text of `key` from the first table that has it, with the bank's name filled in. A `reconnect` label without a bank
 * says "Reconnect".
 */
export function textOf(tables: TextTables, key: keyof Strings, institution: string | undefined): string {
  const name = institution ?? (key === 'reconnect' ? '' : (find(tables, 'institution') ?? ''));
  // A function, because a replacement string would treat characters of a bank's name as patterns.
  const text = (find(tables, key) ?? find(tables, 'error') ?? '').replaceAll('{institution}', () => name).trim();
  // A bank's own name keeps its spelling.
  return institution ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

function find(tables: TextTables, key: keyof Strings): string | undefined {
  for (const table of tables) {
    const text = table?.[key];
    if (text !== undefined) return text;
  }
  return undefined;
}
