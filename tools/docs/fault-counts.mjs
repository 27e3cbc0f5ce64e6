// The counts of the fault table's combinations, from the table that its tests run.
import {boundaries, combinations, faults, providers} from '../../test/scenarios/faults/table.ts';
import {table} from './markdown.mjs';

/** What the words of the table mean. */
const meanings = {
  token: `The host's answer to the token request`,
  script: `The vendor's script loads`,
  'frame load': `The widget's page loads in a frame`,
  message: 'The widget reports to the page',
  complete: `The host's answer to the completion`,
  status: `The host's answer to the status request`,
  window: 'The widget is in a window of its own',
  return: `The person comes back from the vendor's page`,
};

export function faultCounts() {
  const impossible = combinations.filter(({reason}) => reason);
  const rows = boundaries.map(boundary => {
    const all = combinations.filter(combination => combination.boundary === boundary);
    const reasons = all.flatMap(({reason}) => reason ?? []);
    const counted = [...new Set(reasons)].map(
      reason => `${reasons.filter(other => other === reason).length}: ${reason}`,
    );
    return [meanings[boundary], String(all.length - reasons.length), String(reasons.length), counted.join(' ')];
  });
  const text =
    `A repair meets something outside the element at ${boundaries.length} boundaries. At each, ${faults.length} faults ` +
    `can happen (${faults.join(', ')}) with each of ${providers.length} providers: ${combinations.length} combinations. ` +
    `${combinations.length - impossible.length} have a test, ${impossible.length} cannot happen, and none is left out. Each test expects ` +
    'exactly one exit (none from a removed element), the state idle in the end, nothing left behind in the page, no unhandled rejection, and no ' +
    'secret in any event, attribute, log or storage. `test/scenarios/fault-table.browser.ts` runs them in Chromium.';
  return {faults: `${text}\n\n${table(['Boundary', 'Tested', 'Impossible', 'Why'], rows)}`};
}
