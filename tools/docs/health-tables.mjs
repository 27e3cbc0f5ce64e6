// What the documentation says of statuses, from the tables that the element and the backend kit read.
import {advice} from '../../src/element/advice.ts';
import {adviceKeys} from '../../src/health/health.ts';
import {health as meld} from '../../src/providers/meld/health.ts';
import {health as mx} from '../../src/providers/mx/health.ts';
import {health as plaid} from '../../src/providers/plaid/health.ts';
import {health as quiltt} from '../../src/providers/quiltt/health.ts';
import {code, table} from './markdown.mjs';
import {docOf, find, parse} from './source.mjs';

const tables = {plaid, mx, meld, quiltt};

export function healthTables() {
  const kinds = docOf(find(parse('src/health/health.ts'), 'healths')).matchAll(/^- `(.+?)`: (.+)$/gm);
  return {
    healths: table(
      ['`health`', 'Meaning'],
      [...kinds].map(([, kind, meaning]) => [code(kind), meaning]),
    ),
    advice: table(
      ['`advice`', 'What the person is told'],
      adviceKeys.map(key => [code(key), advice[`advice-${key}`]]),
    ),
    ...Object.fromEntries(
      Object.entries(tables).map(([name, {statuses}]) => [`${name} statuses`, statusTable(statuses)]),
    ),
  };
}

/** A row per status and reason; no reason stands for all that are not listed, too. */
function statusTable(statuses) {
  const rows = Object.entries(statuses).flatMap(([status, reasons]) =>
    Object.entries(reasons).map(([reason, {health, canReconnect, canRefresh, advice}]) => [
      code(status),
      reason ? code(reason) : '',
      code(health),
      canReconnect ? 'yes' : 'no',
      canRefresh ? 'yes' : 'no',
      code(advice),
    ]),
  );
  return table(['`status`', '`statusReason`', '`health`', '`canReconnect`', '`canRefresh`', '`advice`'], rows);
}
