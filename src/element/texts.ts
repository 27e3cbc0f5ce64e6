import type {ErrorCode} from '../contract.js';
import type {AdviceKey} from '../health/health.js';

/**
 * The texts of the element. `{institution}` stands for the bank's name. The key of an error's text is its code; a code
 * without a text has the text of `error`. The key of a status's text is its advice key with the prefix `advice-`.
 */
export interface Strings extends Partial<Record<ErrorCode | `advice-${AdviceKey}`, string>> {
  /** The replacement of an unknown bank's name. */
  institution: string;
  /** The button's label, and the accessible name of the dialog and the frame. */
  reconnect: string;
  tryAgain: string;
  close: string;
  /** The button that ends a repair in another window. */
  cancel: string;
  /** The button by which the person says that the repair in another window is done. */
  haveFinished: string;
  opening: string;
  /** Shown while the person signs in at the bank. */
  open: string;
  /** Shown while the widget is in a popup. */
  elsewhere: string;
  /** The notice of a slow widget. */
  slow: string;
  completing: string;
  verifying: string;
  confirmed: string;
  /** Shown after a success that is not verified. */
  finished: string;
  /** Shown after a verification without a result. */
  unknown: string;
  /** The text of errors that have no text of their own. */
  error: string;
}

/** A table of texts. It may be incomplete. */
export type Texts = Readonly<Partial<Strings>>;

/** Tables in order of precedence. A missing one has no texts. */
type TextTables = readonly (Texts | null | undefined)[];

/**
 * The texts that are shown without the engine: before the first repair, while it loads, or after its load has failed.
 */
export const shellTexts = {
  institution: 'your bank',
  reconnect: 'Reconnect {institution}',
  tryAgain: 'Try again',
  opening: 'Connecting…',
  'script-blocked': 'The sign-in was blocked, perhaps by an ad blocker.',
} satisfies Texts;

/**
 * Returns the text of `key` from the first table that contains it, with the bank's name inserted. Without a bank's name
 * the `reconnect` label is "Reconnect".
 */
export function textOf(tables: TextTables, key: keyof Strings, institution: string | undefined): string {
  const name = institution ?? (key === 'reconnect' ? '' : (find(tables, 'institution') ?? ''));
  // A replacement string would interpret `$` in a bank's name. A function does not.
  const text = (find(tables, key) ?? find(tables, 'error') ?? '').replaceAll('{institution}', () => name).trim();
  // The bank's name keeps its spelling at the start of a text.
  return institution ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

function find(tables: TextTables, key: keyof Strings): string | undefined {
  for (const table of tables) {
    const text = table?.[key];
    if (text !== undefined) return text;
  }
  return undefined;
}
