import 'axe-core/axe.min.js';
import type {AxeResults, RunOptions} from 'axe-core';

declare const axe: {run(context: unknown, options: RunOptions): Promise<AxeResults>};

/** The tags of WCAG 2.2, level AA, and of the levels and versions that it includes. */
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Asserts that axe finds no violation of WCAG 2.2 AA, of best practices, or of the minimum size of targets (24 px). */
export async function expectAccessible(element: Element): Promise<void> {
  const {violations} = await axe.run(element, {
    runOnly: [...WCAG_22_AA, 'best-practice'],
    // A rule about the whole page: the page of the test has no landmark.
    rules: {'target-size': {enabled: true}, region: {enabled: false}},
    resultTypes: ['violations'],
  });
  const found = violations.flatMap(({id, help, nodes}) =>
    nodes.map(({html, failureSummary}) => `${id}: ${help}\n${html}\n${failureSummary}`),
  );
  if (found.length) throw new Error(found.join('\n\n'));
}
