import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parse, parseFragment, type DefaultTreeAdapterTypes} from 'parse5';
import {root} from '../helpers/packed-example.js';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

interface Attribute {
  readonly name: string;
  readonly type?: {readonly text: string};
}

interface Manifest {
  readonly modules: readonly {
    readonly declarations: readonly {readonly tagName?: string; readonly attributes?: readonly Attribute[]}[];
  }[];
}

/** The attributes of every element that have a meaning for the tag. */
const GLOBAL = ['class', 'dir', 'id', 'lang', 'nonce', 'slot'];

const TAG = 'bank-reconnect';

const manifest = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8')) as Manifest;
const attributes = new Map(
  manifest.modules
    .flatMap(({declarations}) => declarations)
    .filter(({tagName}) => tagName === TAG)
    .flatMap(({attributes = []}) => attributes)
    .map(({name, type}) => [name, [...(type?.text ?? '').matchAll(/'([^']+)'/g)].map(([, word]) => word)]),
);

/**
 * Checks a document or a fragment: its syntax, and the attributes of each `<bank-reconnect>` and their words.
 * @returns the errors, and the inline scripts
 */
export function checkHtml(code: string): {errors: string[]; scripts: string[]} {
  const errors: string[] = [];
  const onParseError = ({code, startLine}: {code: string; startLine: number}) =>
    void errors.push(`line ${startLine}: ${code}`);
  const isDocument = /^\s*<!doctype/i.test(code);
  const elements = elementsOf((isDocument ? parse : parseFragment)(code, {onParseError, sourceCodeLocationInfo: true}));
  for (const element of elements.filter(({tagName}) => tagName === TAG)) {
    errors.push(...element.attrs.flatMap(attribute => checkAttribute(attribute)));
    if (!element.sourceCodeLocation?.endTag) errors.push(`<${TAG}> has no end tag`);
  }
  const inline = elements.filter(({tagName, attrs}) => tagName === 'script' && !attrs.some(({name}) => name === 'src'));
  const [maps, scripts] = [inline.filter(isImportMap), inline.filter(script => !isImportMap(script))];
  for (const map of maps) errors.push(...jsonErrors(textOf(map)));
  return {errors, scripts: scripts.map(textOf)};
}

const isImportMap = ({attrs}: Element): boolean =>
  attrs.some(({name, value}) => name === 'type' && value === 'importmap');

const textOf = ({childNodes}: Element): string => childNodes.map(node => ('value' in node ? node.value : '')).join('');

function jsonErrors(text: string): string[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [String(error)];
  }
}

function checkAttribute({name, value}: {name: string; value: string}): string[] {
  if (GLOBAL.includes(name)) return [];
  const words = attributes.get(name);
  if (!words) return [`<${TAG}> has no attribute ${name}`];
  return words.length === 0 || words.includes(value) ? [] : [`${name} is one of ${words.join(', ')}, not "${value}"`];
}

function elementsOf(node: Node): Element[] {
  const children = 'childNodes' in node ? node.childNodes.flatMap(elementsOf) : [];
  return 'tagName' in node ? [node, ...children] : children;
}
