/**
 * The examples that run in a browser, those that take longest first. Vue and Angular have adopters in every browser's
 * engine; the other pages differ from theirs in nothing that an engine decides.
 *
 * @type {readonly {name: string, isBuilt?: boolean, inAllEngines?: boolean}[]}
 */
export const APPS = [
  {name: 'next', isBuilt: true},
  {name: 'angular', isBuilt: true, inAllEngines: true},
  {name: 'vue', isBuilt: true, inAllEngines: true},
  {name: 'react', isBuilt: true},
  {name: 'svelte', isBuilt: true},
  {name: 'workers', isBuilt: true},
  {name: 'matrix', isBuilt: true},
  {name: 'html'},
];
