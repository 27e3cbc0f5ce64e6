// Removes the content of the package's own sources from the source maps, because the package has them in `src`.

/** @returns {import('rollup').Plugin} */
export const sourcesOnDisk = () => ({
  name: 'sources-on-disk',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (!file.fileName.endsWith('.map')) continue;
      const map = JSON.parse(file.source);
      map.sourcesContent = map.sources.map((path, at) =>
        path.includes('node_modules') ? map.sourcesContent[at] : null,
      );
      file.source = JSON.stringify(map);
    }
  },
});
