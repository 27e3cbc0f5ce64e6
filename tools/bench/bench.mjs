import {writeFile} from 'node:fs/promises';
import {parseArgs} from 'node:util';
import {SLOW_4G} from './chromium.mjs';
import {runBench} from './run.mjs';
const {values: options} = parseArgs({
  options: {
    runs: {type: 'string', default: '15'},
    latency: {type: 'string', default: String(SLOW_4G.latency)},
    peers: {type: 'boolean', default: false},
    data: {type: 'string'},
  },
});
const data = await runBench({
  runs: Number(options.runs),
  withPeers: options.peers,
  latency: Number(options.latency),
  onRun: n => console.error(n),
});
if (options.data) await writeFile(options.data, JSON.stringify(data, null, 1));
