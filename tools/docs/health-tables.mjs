// The documentation's tables of statuses, from the health tables of the providers.
import {adviceTexts} from '../../src/element/status/advice-texts.ts';
import {adviceKeys} from '../../src/health/health.ts';
import {health as meld} from '../../src/providers/meld/health.ts';
import {health as mx} from '../../src/providers/mx/health.ts';
import {health as plaid} from '../../src/providers/plaid/health.ts';
import {health as quiltt} from '../../src/providers/quiltt/health.ts';
import {code, table} from './markdown.mjs';
import {docOf, find, parse} from './source.mjs';
import {statusNotes} from './status-notes.mjs';

const tables = {plaid, mx, meld, quiltt};

export function healthTables() {
  const kinds = docOf(find(parse('src/health/health.ts'), 'healths')).matchAll(/^- `(.+?)`: (.+)$/gm);
  return {
    healths: table(
      ['`health`', 'Meaning'],
      [...kinds].map(([, kind, meaning]) => [code(kind), meaning]),
    ),
    advice: table(
      ['`advice`', 'Text for the person'],
      adviceKeys.map(key => [code(key), adviceTexts[`advice-${key}`]]),
    ),
    ...Object.fromEntries(
      Object.entries(tables).map(([name, {statuses}]) => [
        `${name} statuses`,
        statusTable(statuses, statusNotes[name] ?? []),
      ]),
    ),
  };
}

/** A row per status and reason. A row without a reason also covers reasons that are not listed. Notes follow the table. */
function statusTable(statuses, notes) {
  const marksOf = status => notes.flatMap(({of}, at) => (of.includes(status) ? [` [${at + 1}]`] : [])).join('');
  const rows = Object.entries(statuses).flatMap(([status, reasons]) =>
    Object.entries(reasons).map(([reason, {health, canReconnect, canRefresh, advice}]) => [
      code(status) + marksOf(status),
      reason ? code(reason) : '',
      code(health),
      canReconnect ? 'yes' : 'no',
      canRefresh ? 'yes' : 'no',
      code(advice),
    ]),
  );
  const head = ['`status`', '`statusReason`', '`health`', '`canReconnect`', '`canRefresh`', '`advice`'];
  const below = notes.map(({text}, at) => `[${at + 1}] ${text}`);
  return [table(head, rows), ...below].join('\n\n');
}
