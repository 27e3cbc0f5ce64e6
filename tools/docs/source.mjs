// Reads declarations and their docstrings from the sources, for the tables of the documentation.
import {readFileSync} from 'node:fs';
import ts from 'typescript';

/** @param {string} path from the root of the repository */
export function parse(path) {
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
}

/** The docstring of a node on one line, without its tags. */
export function docOf(node) {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).slice(-1);
  return (ts.getTextOfJSDocComment(doc?.comment) ?? '').trim();
}

/** The declaration of that name. @throws {Error} when it has been renamed */
export function find(source, name) {
  const found = source.statements
    .flatMap(statement =>
      ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : [statement],
    )
    .find(declaration => declaration.name?.text === name);
  if (!found) throw new Error(`${source.fileName} has no ${name}: has it been renamed? Then tools/docs has to know`);
  return found;
}

/**
 * The members that an interface declares itself. A reader of the interface meets `readType`, which includes `undefined`.
 * @returns {{name: string, optional: boolean, type: string, readType: string, doc: string}[]}
 */
export function membersOf(source, name) {
  return find(source, name).members.map(member => describe(source, member));
}

function describe(source, member) {
  const doc = oneLine(docOf(member));
  const name = member.name.getText(source).replace(/^'|'$/g, '');
  const optional = Boolean(member.questionToken);
  const type = ts.isMethodSignature(member) ? signatureOf(source, member) : typeOf(source, member.type);
  const mayBeUndefined = optional || / \| undefined$/.test(oneLine(member.type.getText(source)));
  return {name, optional, type, readType: mayBeUndefined ? `${type} | undefined` : type, doc};
}

function signatureOf(source, member) {
  const parameters = member.parameters.map(parameter => oneLine(parameter.getText(source))).join(', ');
  return `(${parameters}) => ${typeOf(source, member.type)}`;
}

/** Removes what is only relevant to TypeScript. */
function typeOf(source, type) {
  return oneLine(type.getText(source))
    .replace(/^Setting<(.*), Connection>$/, '$1')
    .replace(/ \| undefined$/, '')
    .replace(/^Environment$/, "'sandbox' | 'production'");
}

/** Every string of a list of constants with the docstring that stands before it. */
export function documentedWords(source, name) {
  const list = find(source, name).initializer.expression;
  return list.elements.map(element => {
    const comments = ts.getLeadingCommentRanges(source.text, element.getFullStart()) ?? [];
    const doc = comments.map(({pos, end}) => source.text.slice(pos, end).replace(/^\/\*\*|\*\/$/g, '')).join(' ');
    return {word: element.text, doc: oneLine(doc)};
  });
}

export const oneLine = text => text.replace(/\s+/g, ' ').trim();
