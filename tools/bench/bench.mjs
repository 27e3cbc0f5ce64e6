// `npm run bench`: measures the element beside other packages in Chromium and writes docs/performance.md.
//
//   --runs 15        the number of measurements of each case
//   --peers          also measures the vendors' packages, which are installed into tools/bench/peers
//   --page PATH      the path of the page
//   --data PATH      the path of a JSON file for the values of all runs
//   --latency 562.5  the latency of each request, in milliseconds; the default is that of "Slow 4G"
//   --slowdown 4     the factor by which the processor is slowed down
import {writeFile} from 'node:fs/promises';
import {availableParallelism, cpus, loadavg} from 'node:os';
import {parseArgs} from 'node:util';
import {installPeers, peerVersions} from './build.mjs';
import {CPU_SLOWDOWN, SLOW_4G} from './chromium.mjs';
import {PAGE, renderPage, renderSummary} from './page.mjs';
import {runBench} from './run.mjs';

const {values: options} = parseArgs({
  options: {
    runs: {type: 'string', default: '15'},
    peers: {type: 'boolean', default: false},
    page: {type: 'string', default: PAGE},
    data: {type: 'string'},
    latency: {type: 'string', default: String(SLOW_4G.latency)},
    slowdown: {type: 'string', default: String(CPU_SLOWDOWN)},
  },
});
const runs = Number(options.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs is a whole number from 1 on');
const latency = Number(options.latency);
if (!(latency >= 0)) throw new Error('--latency is a number of milliseconds');

const cpuSlowdown = Number(options.slowdown);
if (!(cpuSlowdown >= 1)) throw new Error('--slowdown is a number from 1 on');

if (options.peers) installPeers();
const measured = await runBench({
  runs,
  withPeers: options.peers,
  latency,
  cpuSlowdown,
  onRun: run => console.error(`run ${run} of ${runs}`),
});
/** The average over five minutes. A value above the number of cores shows other work on the machine. */
const load = loadavg()[1].toFixed(1);
const data = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${availableParallelism()} cores of ${cpus()[0]?.model.trim() || 'an unknown processor'}, ${process.platform}, load average ${load}`,
  runs,
  latency,
  cpuSlowdown,
  peers: options.peers ? await peerVersions() : {},
  ...measured,
};
if (options.data) await writeFile(options.data, JSON.stringify(data));
await writeFile(options.page, await renderPage(data));
console.log(renderSummary(data));
