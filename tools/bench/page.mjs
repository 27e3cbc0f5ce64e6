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
    ? `The peers are ${peersOf(data)}. esbuild bundles each for production, with React where it needs it.

**What favours the peers.** Stubs of a few hundred bytes on another origin of this machine replace the vendors' scripts, which
cannot be loaded without a network. The time of the vendors' own scripts and of the connection to the vendor's server is missing
from every figure here.`
    : 'This run did not measure the peers.';

/**
 * @param {object} data what \`runBench\` returns, with the circumstances of the run
 * @returns {Promise<string>} the page
 */
export async function renderPage(data) {
  const {cases, results, date, machine, browser, runs, latency, cpuSlowdown} = data;
  const find = finder(results);
  const floor = 2 * latency;
  const text = `# Performance

\`npm run bench\` generates this page from \`tools/bench/page.mjs\`. Do not edit it by hand.

Measured on ${date} in Chromium ${browser} on ${machine}, in ${runs} runs. A cell has the median and, in parentheses, the lower
and the upper quartile. **The times depend on this machine and its load. Only the ratios can be compared.** Each run measures
every case once, in an order that changes. A ratio compares two values of the same run, and the table has the median of these
ratios.

## Goals

${goalTable(find)}

The median decides. A result is not certain when the limit lies between the quartiles. A missed goal fails no test.

## How a page loads

The time from the start of the navigation until the button is on the page ("drawn") and until a click on it can open the widget
("ready"). The cache is empty. The network is "Slow 4G" of the browser's developer tools: each request takes
${show(latency, SHORT)} ms longer, and the bandwidth is 1.47 Mbit/s. Scripts take ${cpuSlowdown} times as long. "Script" is the
size of the page's script after brotli 11; for the module script, the size of the entry, because the rest loads later. "In a row"
counts the requests that wait for each other. "Script time" is the time of parsing, compiling and running scripts until half a
second after "ready", measured with the slow processor and without the slow network.

${loadTable(find, cases)}

**The floor.** A button that a script draws needs two requests in a row: the page, and the script that the page names. Their
latency is ${show(floor, WHOLE)} ms. An empty page needs one request. A package that loads its vendor's script as soon as it is on
the page needs three requests until "ready". \`<bank-reconnect>\` loads a vendor's script after the click, so this request of
Plaid and Quiltt is part of the click.

${aboutPeers(data)}

**What favours \`<bank-reconnect>\`.** An application that uses React already loads \`react-dom\`, which is most of the size of the
React packages. A page with a single element does not represent a page with a large bundle.

**What favours the others.** The bare lit button, the page by hand and the smallest packages draw one button. They handle no
failure and do not verify the repair.

## How a click opens the widget

The time from the click until the widget's frame gets its URL, with the same network and processor. It includes the token
request, which the backend answers at once. Approaches of the pointer:

${Object.entries(APPROACHES)
  .map(([approach, description]) => `- **${approach}**: ${description}.`)
  .join('\n')}

${clickTable(find, cases, results)}

**The floor.** The token needs one request, whose latency is ${show(latency, SHORT)} ms. The module script requests the rest of
its code at the same time as the token, so the code adds its size but no round trip. After \`hover\` and \`prefetch\` the code
has loaded. With \`prefetch="intent"\` the token has arrived, too, and the floor is zero. A provider whose tokens cannot be
requested early (MX, Quiltt) behaves as with \`hover\`. The provider here is Meld, whose widget is a frame. The loading of the
widget's page is not included, because it depends on the vendor.

## How cost grows

From one element to a thousand, at full processor speed. The elements are created by \`innerHTML\`. "Created" ends when all have
rendered, "laid out" when the layout is complete. The times are in milliseconds, of all elements together. \`<bank-reconnect>\`
has three attributes and a live region; the bare lit button has one attribute and no live region.

${growthTable(find)}

What one idle element holds: the difference that 1,000 elements make after garbage collection, divided by 1,000. Nodes and
listeners are the browser's counts, which include the element itself and generated nodes (\`::before\`). Memory is the heap of
scripts and DOM objects.

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
