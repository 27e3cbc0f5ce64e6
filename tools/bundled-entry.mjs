// The entry of the package in a host's bundle, for `npm run size`.
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import {rollup} from 'rollup';

/** Bundles the package's main export as a host does. Returns the code of the files that are loaded with the page. */
export async function bundledEntry() {
  const bundle = await rollup({
    input: 'dist/index.js',
    plugins: [nodeResolve({exportConditions: ['production', 'browser']})],
  });
  const minify = terser({ecma: 2022, module: true, format: {comments: /^!/}});
  const {output} = await bundle.generate({format: 'es', plugins: [minify]});
  const chunks = new Map(output.filter(({type}) => type === 'chunk').map(chunk => [chunk.fileName, chunk]));
  const loaded = new Set(output.filter(({isEntry}) => isEntry).map(({fileName}) => fileName));
  for (const fileName of loaded) for (const imported of chunks.get(fileName).imports) loaded.add(imported);
  return [...loaded].map(fileName => chunks.get(fileName).code);
}
