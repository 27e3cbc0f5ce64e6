// The documentation's tables of the element, from its docstrings.
import {errorCodes} from '../../src/contract.ts';
import {repairTexts} from '../../src/element/engine/repair-texts.ts';
import {adviceTexts} from '../../src/element/status/advice-texts.ts';
import {shellTexts, textOf} from '../../src/element/texts.ts';
import {RepairError} from '../../src/repair/errors.ts';
import {elementOf} from './manifest.mjs';
import {code, table} from './markdown.mjs';
import {docOf, documentedWords, find, membersOf, oneLine, parse} from './source.mjs';

/** Every text, in English. */
const english = {...shellTexts, ...repairTexts, ...adviceTexts};

const events = parse('src/repair/events.ts');

export function elementTables(manifest) {
  const element = elementOf(manifest);
  const named = (list, title) =>
    table(
      [title, ''],
      list.map(({name, description}) => [code(name), description]),
    );
  const properties = element.members.filter(member => member.kind === 'field' && !member.attribute && !member.static);
  const methods = element.members.filter(({kind}) => kind === 'method');
  return {
    attributes: table(
      ['Attribute', 'Property', 'Meaning'],
      element.attributes.map(({name, fieldName, description}) => [code(name), code(fieldName), description]),
    ),
    properties: table(
      ['Property', 'Type', 'Meaning'],
      properties.map(({name, type, description, readonly}) => [
        code(name),
        code(type.text.replace(' | null | undefined', '')),
        `${readonly ? 'Read-only. ' : ''}${description}`,
      ]),
    ),
    methods: table(
      ['Method', 'Returns', ''],
      methods.map(({name, return: {type}, description}) => [code(`${name}()`), code(type.text), description]),
    ),
    slots: table(
      ['Slot', ''],
      element.slots.map(({name, description}) => [name ? code(name) : '(default)', description]),
    ),
    parts: named(element.cssParts, 'Part'),
    'css properties': table(
      ['Custom property', 'Default', ''],
      element.cssProperties.map(({name, default: value, description}) => [code(name), code(value), description]),
    ),
    events: eventTable(element),
    'event details': detailTable(),
    states: stateTable(),
    errors: errorTable(),
    strings: table(
      ['Key', 'English'],
      Object.entries(english).map(([key, text]) => [code(key), text]),
    ),
  };
}

const typeOfEvents = () => find(events, 'RepairEvents').members;

/** The names of the interfaces and the members written in place that make up an event's detail. */
function detailOf(member) {
  const parts = member.type.types ?? [member.type];
  return parts.flatMap(part =>
    part.members
      ? part.members.map(field => code(`${field.name.text}: ${oneLine(field.type.getText(events))}`))
      : ownFields(part.getText(events)).map(({name, optional}) => code(name + (optional ? '?' : ''))),
  );
}

/** The fields of an interface and its bases, without the fields that every event has. */
function ownFields(name) {
  if (name === 'RepairDetail') return [];
  const extended = find(events, name).heritageClauses?.flatMap(({types}) => types) ?? [];
  return [...extended.flatMap(type => ownFields(type.getText(events))), ...membersOf(events, name)];
}

function eventTable(element) {
  const details = new Map(typeOfEvents().map(member => [member.name.text, detailOf(member).join(', ')]));
  return table(
    ['Event', 'When', 'Further detail'],
    element.events.map(({name, description}) => [code(name), description, details.get(name)]),
  );
}

/** The events' detail interfaces. `ErrorDetail` is the type of a member of two of them. */
function eventsWith(name) {
  if (name === 'RepairDetail') return 'every event';
  const whose = typeOfEvents().filter(member => interfacesOf(member.type.getText(events)).includes(name));
  return whose.map(member => code(member.name.text)).join(', ');
}

/** An interface and its bases. */
function interfacesOf(name) {
  const declaration = events.statements.find(statement => statement.name?.text === name);
  const extended = declaration?.heritageClauses?.flatMap(({types}) => types) ?? [];
  return [name, ...extended.flatMap(type => interfacesOf(type.getText(events)))];
}

function detailTable() {
  const names = [
    'RepairDetail',
    'SuccessDetail',
    'AbortDetail',
    'FailureDetail',
    'StatusDetail',
    'UnconfirmedDetail',
    'DisplayDetail',
    'StateDetail',
    'WidgetEventDetail',
  ];
  const reasons = oneLine(docOf(find(events, 'AbortReason')));
  const rows = names.flatMap(name =>
    membersOf(events, name).map(({name: field, readType, doc}) => [
      code(field),
      code(readType),
      eventsWith(name),
      readType === 'AbortReason' ? reasons : doc,
    ]),
  );
  const errorRows = membersOf(events, 'ErrorDetail').map(({name, readType, doc}) => [
    code(`error.${name}`),
    code(readType),
    '`error`',
    doc,
  ]);
  return table(['Field', 'Type', 'Of', 'Meaning'], [...rows, ...errorRows]);
}

function stateTable() {
  const lines = docOf(find(parse('src/repair/states.ts'), 'RepairState')).matchAll(/^- `(.+?)`: (.+)$/gm);
  return table(
    ['State', 'Meaning'],
    [...lines].map(([, state, meaning]) => [code(state), meaning]),
  );
}

function errorTable() {
  const meanings = new Map(documentedWords(parse('src/contract.ts'), 'errorCodes').map(({word, doc}) => [word, doc]));
  return table(
    ['Code', 'When', 'Retryable', 'Text for the person'],
    errorCodes.map(word => [
      code(word),
      meanings.get(word),
      new RepairError(word, '').retryable ? 'yes' : 'no',
      textOf([english], word, undefined),
    ]),
  );
}
