// The tag, its attributes and their values for editors: VS Code's custom data and JetBrains' web types, from the manifest.
import {readFileSync} from 'node:fs';
import {getWebTypesData} from 'custom-element-jet-brains-integration';
import {getVsCodeCssCustomData, getVsCodeHtmlCustomData} from 'custom-element-vs-code-integration';

const brief = {hideEventDocs: true, hideCssPropertiesDocs: true, hideCssPartsDocs: true, hideMethodDocs: true};

/** A copy, because the tools change their argument. Its open unions have the known words only, which editors complete. */
const wordsOf = manifest => JSON.parse(JSON.stringify(manifest).replaceAll(' | (string & {})', ''));

/** @returns {Record<string, string>} the content of each file by its path */
export function editorData(manifest) {
  const {name, version} = JSON.parse(readFileSync('package.json', 'utf8'));
  const webTypes = JSON.parse(getWebTypesData(wordsOf(manifest), {...brief, hideLogs: true}));
  return {
    'editors/vscode.html-custom-data.json': getVsCodeHtmlCustomData(wordsOf(manifest), {...brief, hideLogs: true}),
    'editors/vscode.css-custom-data.json': getVsCodeCssCustomData(wordsOf(manifest), {...brief, hideLogs: true}),
    'editors/web-types.json': JSON.stringify({...webTypes, name, version}),
  };
}
