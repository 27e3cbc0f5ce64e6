// The custom elements manifest, which editors and documentation tools read.
import {readFileSync} from 'node:fs';
import {create, ts} from '@custom-elements-manifest/analyzer';
import {litPlugin} from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';

const ELEMENT = 'src/element/bank-reconnect-element.ts';
/** The module that exports the class. */
const PUBLISHED = 'dist/index.js';

/** Removes private members and initial values, which are source code. */
const publicOnly = {
  name: 'public-only',
  packageLinkPhase({customElementsManifest: {modules}}) {
    for (const {declarations} of modules) {
      for (const declaration of declarations) {
        declaration.members = declaration.members?.filter(({privacy = 'public'}) => privacy === 'public');
      }
    }
  },
};

/** The export of the class, and the definition of its tag. */
const published = {
  name: 'published',
  packageLinkPhase({customElementsManifest: {modules}}) {
    for (const module of modules) {
      module.path = PUBLISHED;
      for (const entry of module.exports) entry.declaration.module = PUBLISHED;
      const {name, tagName} = module.declarations.find(({customElement}) => customElement);
      const declaration = {name, module: PUBLISHED};
      module.exports.push({kind: 'custom-element-definition', name: tagName, declaration});
    }
  },
};

export function createManifest() {
  const source = ts.createSourceFile(ELEMENT, readFileSync(ELEMENT, 'utf8'), ts.ScriptTarget.ES2022, true);
  return create({modules: [source], plugins: [...litPlugin(), publicOnly, published], context: {dev: false}});
}

/** The declaration of the element. */
export const elementOf = manifest => manifest.modules[0].declarations.find(({customElement}) => customElement);
