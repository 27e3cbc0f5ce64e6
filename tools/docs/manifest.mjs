// The custom elements manifest, which editors and documentation tools read.
import {readFileSync} from 'node:fs';
import {create, ts} from '@custom-elements-manifest/analyzer';
import {litPlugin} from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';

const ELEMENT = 'src/element/bank-reconnect-element.ts';
const INDEX = 'src/index.ts';
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

/** The names that a module exports in lists. */
const namesIn = source =>
  source.statements
    .filter(ts.isExportDeclaration)
    .flatMap(({exportClause}) => exportClause.elements.map(({name}) => name.text));

/** The exports of the package, and the definition of the tag. */
const published = {
  name: 'published',
  packageLinkPhase({customElementsManifest: {modules}}) {
    for (const module of modules) {
      module.path = PUBLISHED;
      const {name, tagName} = module.declarations.find(({customElement}) => customElement);
      const reference = name => ({name, module: PUBLISHED});
      module.exports = [
        ...namesIn(parse(INDEX)).map(exported => ({kind: 'js', name: exported, declaration: reference(exported)})),
        {kind: 'custom-element-definition', name: tagName, declaration: reference(name)},
      ];
    }
  },
};

const parse = path => ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);

export function createManifest() {
  const plugins = [...litPlugin(), publicOnly, published];
  const manifest = create({modules: [parse(ELEMENT)], plugins, context: {dev: false}});
  // The analyzer writes an older version, in which custom states are unknown.
  return {...manifest, schemaVersion: '2.1.0'};
}

/** The declaration of the element. */
export const elementOf = manifest => manifest.modules[0].declarations.find(({customElement}) => customElement);
