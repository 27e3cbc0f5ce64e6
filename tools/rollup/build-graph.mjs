// Writes which source modules and which imports each file of a bundle has, for `npm run size`.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join, relative} from 'node:path';

/** Outside dist, because dist is published. */
export const GRAPH_FOLDER = 'node_modules/.cache/bank-reconnect';

/**
 * @param {string} name the name of the graph
 * @returns {import('rollup').Plugin}
 */
export const buildGraph = name => ({
  name: 'build-graph',
  writeBundle(_options, bundle) {
    const chunks = Object.values(bundle)
      .filter(({type}) => type === 'chunk')
      .map(({fileName, isEntry, imports, dynamicImports, moduleIds}) => ({
        fileName,
        isEntry,
        imports,
        dynamicImports,
        modules: moduleIds.map(id => relative(process.cwd(), id)),
      }));
    mkdirSync(GRAPH_FOLDER, {recursive: true});
    writeFileSync(join(GRAPH_FOLDER, `${name}.json`), JSON.stringify(chunks, null, 2));
  },
});
