/**
 * The bundles. Each has a folder of its own in `dist`, and one copy of its framework.
 *
 * @type {readonly {name: string, source: string, alias?: Record<string, string>, isRendered?: boolean}[]} `source` is the
 *   folder in `src`, and `isRendered` says that it has a server's part, too
 */
export const BUNDLES = [
  {name: 'react-18', source: 'react', alias: {react: 'react-18', 'react-dom': 'react-dom-18'}, isRendered: true},
  {name: 'react-19', source: 'react', isRendered: true},
  {name: 'vue-3.3', source: 'vue', alias: {vue: 'vue-3.3'}, isRendered: true},
  {name: 'vue-3.5', source: 'vue', isRendered: true},
  {name: 'svelte', source: 'svelte', isRendered: true},
  {name: 'preact', source: 'preact'},
  {name: 'solid', source: 'solid'},
];
