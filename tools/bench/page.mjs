// Writes docs/performance.md from the results.
import {format, resolveConfig} from 'prettier';
import {table} from '../docs/markdown.mjs';
import {APPROACHES} from './click.mjs';
import {judgeGoals} from './goals.mjs';
import {COUNTS} from './many.mjs';
import {ratioOf, spreadOf} from './statistics.mjs';

/** The page's path, from the repository's root. */
export const PAGE = 'docs/performance.md';

const SHORT = {maximumFractionDigits: 1};
const WHOLE = {maximumFractionDigits: 0};
const TIMES = {minimumFractionDigits: 2, maximumFractionDigits: 2};

const show = (value, digits) => value.toLocaleString('en', digits);
const digitsOf = value => (value < 100 ? SHORT : WHOLE);

/** A median and the quartiles around it. */
const cell = ({low, median, high}, digits = digitsOf(median)) =>
  `${show(median, digits)} (${show(low, digits)} to ${show(high, digits)})`;

const times = spread => cell(spread, TIMES).replace(' (', ' × (');

/** A function that finds the values of one measurement, by name: a list with one value per run. */
function finder(results) {
  const found = new Map(
    results.map(({part, id, variant, values}) => [
      `${part} ${id} ${variant}`,
      Object.fromEntries(Object.keys(values[0]).map(name => [name, values.map(value => value[name])])),
    ]),
  );
  return (part, id, variant = '') => found.get(`${part} ${id} ${variant}`);
}

function goalTable(find) {
  const showMedian = ({unit, measured}) => (unit === 'times' ? times(measured) : show(measured.median, SHORT));
  const rows = judgeGoals(find).map(goal => [
    goal.name,
    goal.unit === 'times' ? `${show(goal.limit, TIMES)} ×` : show(goal.limit, WHOLE),
    showMedian(goal),
    `${goal.isMet ? 'met' : 'missed'}${goal.isCertain ? '' : ', but not certain'}`,
  ]);
  return table(['Goal', 'At most', 'Measured', ''], rows);
}

function loadTable(find, cases) {
  const rows = cases.map(({id, name, scriptBytes}) => {
    const values = find('load', id);
    return [
      name,
      show(scriptBytes / 1000, SHORT),
      show(spreadOf(values.inARow).median, WHOLE),
      cell(spreadOf(values.drawn), WHOLE),
      cell(spreadOf(values.ready), WHOLE),
      times(ratioOf(values.ready, find('load', 'lit').ready)),
      cell(spreadOf(values.scriptTime), WHOLE),
    ];
  });
  const head = ['Page', 'Script, kB', 'In a row', 'Drawn, ms', 'Ready, ms', 'Ready, to lit', 'Script time, ms'];
  return table(head, rows);
}

function clickTable(find, cases, results) {
  const names = new Map(cases.map(({id, name}) => [id, name]));
  const byHand = find('click', 'by-hand', 'cold').click;
  const rows = results
    .filter(({part}) => part === 'click')
    .map(({id, variant}) => {
      const values = find('click', id, variant);
      return [
        names.get(id),
        variant,
        show(spreadOf(values.requests).median, WHOLE),
        show(spreadOf(values.inARow).median, WHOLE),
        cell(spreadOf(values.click), WHOLE),
        times(ratioOf(values.click, byHand)),
      ];
    });
  return table(['Page', 'Approach', 'Requests', 'In a row', 'Click to frame, ms', 'To the click by hand'], rows);
}

function growthTable(find) {
  const rows = COUNTS.map(count => {
    const [ours, lit] = ['ours', 'lit'].map(id => find('many', id, String(count)));
    return [
      show(count, WHOLE),
      cell(spreadOf(lit.created)),
      cell(spreadOf(ours.created)),
      times(ratioOf(ours.created, lit.created)),
      cell(spreadOf(lit.laidOut)),
      cell(spreadOf(ours.laidOut)),
      times(ratioOf(ours.laidOut, lit.laidOut)),
    ];
  });
  const head = ['Elements', 'lit, created', 'Ours, created', 'Ratio', 'lit, laid out', 'Ours, laid out', 'Ratio'];
  return table(head, rows);
}

function heldTable(find) {
  const rows = ['lit', 'ours'].map(id => {
    const {nodes, listeners, heap} = find('many', id, '1000');
    const name = id === 'lit' ? 'a bare lit button' : '`<bank-reconnect>`';
    return [
      name,
      ...[nodes, listeners].map(values => show(spreadOf(values).median, SHORT)),
      show(spreadOf(heap).median / 1000, SHORT),
    ];
  });
  return table(['Element', 'Nodes', 'Listeners', 'Memory, kB'], rows);
}

const peersOf = ({peers}) =>
  Object.entries(peers)
    .filter(([name]) => name !== 'esbuild')
    .map(([name, version]) => `\`${name}\` ${version}`)
    .join(', ');

const aboutPeers = data =>
  Object.keys(data.peers).length
    ? `The peers are ${peersOf(data)}, each bundled with React where it needs it, by esbuild, for production.

**What flatters the peers.** Their vendors' scripts cannot be had without a network, so that stubs of a few hundred bytes
stand in their place, on another origin of this machine. The time that the vendors' own scripts take is missing from every
figure here. They have no connection to set up to the vendor's server either.`
    : 'The peers were left out of this run.';

/**
 * @param {object} data what \`runBench\` returns, with the circumstances of the run
 * @returns {Promise<string>} the page
 */
export async function renderPage(data) {
  const {cases, results, date, machine, browser, runs, latency, cpuSlowdown} = data;
  const find = finder(results);
  const floor = 2 * latency;
  const text = `# Performance

\`npm run bench\` writes this page. Do not change it by hand: what it says is in \`tools/bench/page.mjs\`.

Measured on ${date}, in Chromium ${browser}, on ${machine}; ${runs} runs. A cell has the median and, in parentheses, the
lower and the upper quartile. **The times belong to this machine and its other work; only the ratios can be compared.** All
cases are measured once per run, in an order that changes, and a ratio is that of two values of the same run: the table has
the median of these ratios.

## Goals

${goalTable(find)}

The median decides; a result is not certain when the limit lies between the quartiles. A goal that is missed fails no test.

## How a page loads

From the beginning of the navigation until the button is on the page ("drawn"), and until a click on it can open something
("ready"). The cache is empty, each request takes ${show(latency, SHORT)} ms longer, data comes with 1.47 Mbit/s ("Slow 4G" of the
browser's developer tools), and scripts take ${cpuSlowdown} times as long. "Script" is the page's own script after brotli 11; of
the module script it is the entry, because the rest loads later. "In a row" counts the requests that wait for each other. "Script
time" is what reading and running scripts takes on the slow processor, without the slow network, up to half a second after
"ready".

${loadTable(find, cases)}

**The floor.** The network makes two requests in a row necessary for a button that a script draws: the page, and the script
that the page names. That is ${show(floor, WHOLE)} ms of waiting here, whatever the script does. An empty page needs one. A
package that loads its vendor's script as soon as it is on the page needs three until "ready", because only its own script names
the next one; ours loads a vendor's script after the click, and a vendor that has one (Plaid, Quiltt) costs that request then.

${aboutPeers(data)}

**What flatters \`<bank-reconnect>\`.** An application that uses React anyway has paid for \`react-dom\`, which is most of those
scripts. A page with a single element says little about a page whose bundle has a lot more.

**What flatters the others.** The bare lit button, the page by hand, and the smallest packages handle no failure, do not
verify the repair, and draw one button. \`<bank-reconnect>\` does the rest, too.

## How a click opens the widget

From the click to the moment in which the widget's frame gets its address, on the same network and processor. The token's
request is part of it; the backend answers at once. Approaches:

${Object.entries(APPROACHES)
  .map(([approach, description]) => `- **${approach}**: ${description}.`)
  .join('\n')}

${clickTable(find, cases, results)}

**The floor.** The token cannot be known before the backend has answered, which is one request in a row: ${show(latency, SHORT)} ms. The
module script requests the rest of its code at the same moment as the token, so that the code adds its size and not its own
round trip; after an approach that is not cold the code is there. With \`prefetch="intent"\` the token is there, too, and the
floor is zero. A provider whose tokens cannot be fetched early (MX, Quiltt) behaves as with \`hover\`. The provider here is Meld,
whose widget is a frame. The widget's own page, which comes after this, is the vendor's.

## How cost grows

From one element to a thousand, on the processor as it is. The elements come into the page by \`innerHTML\`; "created" ends when
all have rendered, "laid out" when the page knows their places. Times in milliseconds, of all elements together. Ours has three
attributes and a live region, the bare lit button one attribute and no live region.

${growthTable(find)}

What one idle element holds, from the difference that 1,000 make, after garbage collection. Nodes and listeners are those that
the browser counts, generated ones (\`::before\`) and the element itself included. Memory is that of scripts and of the DOM objects that
the browser's heap has.

${heldTable(find)}
`;
  return format(text, {...(await resolveConfig(PAGE)), parser: 'markdown', proseWrap: 'always'});
}

/** The goals and the tables for a terminal. */
export function renderSummary({cases, results}) {
  const find = finder(results);
  const tables = [
    goalTable(find),
    loadTable(find, cases),
    clickTable(find, cases, results),
    growthTable(find),
    heldTable(find),
  ];
  return tables.join('\n\n');
}
